#pragma once
#include <QProcess>
#include <QStringList>
#include <memory>
#include <vector>

namespace support {

/// Networks of one test alone. The test's own process leaves the machine's network by enter(); each
/// zone is a further one that is seen only from the zone before it, as a VPC is from its bastion:
///
///     test 10.77.0.1 -- 10.77.0.2 zone 0 10.77.1.1 -- 10.77.1.2 zone 1 …
///
/// No zone forwards. In zone z, 10.88.z.* are addresses that nobody outside it has a way to. They
/// are nameless network namespaces, held by processes of ours, so any number of tests can run at
/// once and nothing is left of a test that crashed. Linux.
class NetRig {
public:
    /// Before the application object, while the process has one thread (QtTest's initMain()). Needs
    /// root, or a system on which everybody may have a user namespace; see skipReason().
    static void enter();
    /// Why enter() could not do it; empty = it has.
    [[nodiscard]] static QString skipReason();

    explicit NetRig(int zones = 1);
    ~NetRig();
    Q_DISABLE_COPY_MOVE(NetRig)

    [[nodiscard]] bool isReady() const { return m_error.isEmpty(); }
    [[nodiscard]] QString errorText() const { return m_error; }
    /// Words before a program that is to run there.
    [[nodiscard]] QStringList inside(int zone = 0) const;
    /// Where the zone before it finds it.
    [[nodiscard]] QString address(int zone = 0) const;
    /// 10.88.zone.host: for servers that only their own zone sees.
    [[nodiscard]] static QString hiddenAddress(int zone, int host);

    /// What goes to and from the zone gets lost on the way, without a word to either side, until
    /// restore().
    void cut(int zone = 0);
    void restore(int zone = 0);

    /// Every TCP and Unix socket that waits for connections in this process' network.
    [[nodiscard]] static QStringList listeners();

private:
    [[nodiscard]] QStringList before(int zone) const;
    void build(int zone);
    void pointAt(int zone, const char *last);
    void run(const QStringList &words);

    std::vector<std::unique_ptr<QProcess>> m_holders;
    QString m_error;
};

} // namespace support
