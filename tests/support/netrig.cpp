#include "support/netrig.h"
#include <QFile>
#include <csignal>
#include <linux/capability.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace support {

namespace {

QString reason = QStringLiteral("NetRig::enter() was not called");

bool writeTo(const char *path, const QByteArray &text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QFile::WriteOnly | QFile::Unbuffered) && file.write(text) == text.size();
}

/// What the namespace lets us do has to be handed on to `ip` and `nsenter`, which are programs of
/// an ordinary user there.
bool keepCapabilitiesAcrossExec()
{
    __user_cap_header_struct header{ _LINUX_CAPABILITY_VERSION_3, 0 };
    __user_cap_data_struct data[2]{};
    if (syscall(SYS_capget, &header, data) != 0)
        return false;
    for (auto &each : data)
        each.inheritable = each.permitted;
    return syscall(SYS_capset, &header, data) == 0
        && prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_ADMIN, 0, 0) == 0
        && prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SYS_ADMIN, 0, 0) == 0;
}

bool leave()
{
    const uid_t uid = getuid();
    const gid_t gid = getgid();
    if (uid == 0)
        return unshare(CLONE_NEWNET) == 0;
    const auto itself = [](unsigned id) {
        return QByteArray::number(id) + ' ' + QByteArray::number(id) + " 1";
    };
    return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && writeTo("/proc/self/setgroups", "deny")
        && writeTo("/proc/self/uid_map", itself(uid)) && writeTo("/proc/self/gid_map", itself(gid))
        && keepCapabilitiesAcrossExec();
}

bool raiseLoopback()
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    request.ifr_name[0] = 'l';
    request.ifr_name[1] = 'o';
    request.ifr_flags = IFF_UP;
    const bool up = ioctl(socket, SIOCSIFFLAGS, &request) == 0;
    close(socket);
    return up;
}

QString side(int zone, int end)
{
    return QStringLiteral("10.77.%1.%2").arg(zone).arg(end);
}

/// Of one end of the pair that leads to the zone.
QString cardAddress(int zone, int end, const char *last = nullptr)
{
    return QStringLiteral("02:4c:61:72:%1:%2")
        .arg(zone, 2, 16, QLatin1Char('0'))
        .arg(last ? QString::fromLatin1(last) : QStringLiteral("0%1").arg(end));
}

QString card(int zone, int end)
{
    return QStringLiteral("%1%2")
        .arg(end == 1 ? QStringLiteral("near") : QStringLiteral("far"))
        .arg(zone);
}

} // namespace

void NetRig::enter()
{
    const bool done = leave() && raiseLoopback();
    reason = done ? QString()
                  : QStringLiteral("a network of its own needs root or user namespaces: ")
            + qt_error_string();
}

QString NetRig::skipReason()
{
    return reason;
}

NetRig::NetRig(int zones)
{
    for (int zone = 0; zone < zones && isReady(); ++zone)
        build(zone);
}

NetRig::~NetRig()
{
    // The kernel takes its time with a network that nobody holds; the next rig wants the name now.
    if (!m_holders.empty())
        run({ QStringLiteral("ip"), QStringLiteral("link"), QStringLiteral("del"), card(0, 1) });
    for (const auto &holder : m_holders) {
        holder->kill();
        holder->waitForFinished();
    }
}

QStringList NetRig::before(int zone) const
{
    return zone == 0 ? QStringList() : inside(zone - 1);
}

QStringList NetRig::inside(int zone) const
{
    return { QStringLiteral("nsenter"), QStringLiteral("-n"), QStringLiteral("-t"),
             QString::number(m_holders[size_t(zone)]->processId()), QStringLiteral("--") };
}

QString NetRig::address(int zone) const
{
    return side(zone, 2);
}

QString NetRig::hiddenAddress(int zone, int host)
{
    return QStringLiteral("10.88.%1.%2").arg(zone).arg(host);
}

void NetRig::build(int zone)
{
    auto holder = std::make_unique<QProcess>();
    // Gone with this process, whatever becomes of it.
    holder->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    holder->start(QStringLiteral("unshare"),
                  { QStringLiteral("-n"), QStringLiteral("sh"), QStringLiteral("-c"),
                    QStringLiteral("echo there; exec sleep infinity") });
    if (!holder->waitForReadyRead(10000)) {
        m_error =
            QStringLiteral("unshare: ") + QString::fromLocal8Bit(holder->readAllStandardError());
        return;
    }
    const QString pid = QString::number(holder->processId());
    m_holders.push_back(std::move(holder));
    run(before(zone)
        + QStringList{ QStringLiteral("ip"), QStringLiteral("link"), QStringLiteral("add"),
                       card(zone, 1), QStringLiteral("address"), cardAddress(zone, 1),
                       QStringLiteral("type"), QStringLiteral("veth"), QStringLiteral("peer"),
                       QStringLiteral("name"), card(zone, 2), QStringLiteral("address"),
                       cardAddress(zone, 2), QStringLiteral("netns"), pid });
    for (const int end : { 1, 2 }) {
        const QStringList ip =
            (end == 1 ? before(zone) : inside(zone)) + QStringList{ QStringLiteral("ip") };
        run(ip
            + QStringList{ QStringLiteral("addr"), QStringLiteral("add"),
                           side(zone, end) + QStringLiteral("/24"), QStringLiteral("dev"),
                           card(zone, end) });
        run(ip
            + QStringList{ QStringLiteral("link"), QStringLiteral("set"), card(zone, end),
                           QStringLiteral("up") });
    }
    const QStringList ip = inside(zone) + QStringList{ QStringLiteral("ip") };
    run(ip
        + QStringList{ QStringLiteral("link"), QStringLiteral("set"), QStringLiteral("lo"),
                       QStringLiteral("up") });
    run(ip
        + QStringList{ QStringLiteral("addr"), QStringLiteral("add"),
                       hiddenAddress(zone, 1) + QStringLiteral("/24"), QStringLiteral("dev"),
                       QStringLiteral("lo") });
    restore(zone);
}

void NetRig::cut(int zone)
{
    pointAt(zone, "ff");
}

void NetRig::restore(int zone)
{
    pointAt(zone, nullptr);
}

// A frame for a card that is not there is dropped without a word, which a closed interface or a
// missing route would not do: those tell the sender at once.
void NetRig::pointAt(int zone, const char *last)
{
    for (const int end : { 1, 2 }) {
        const int other = 3 - end;
        run((end == 1 ? before(zone) : inside(zone))
            + QStringList{ QStringLiteral("ip"), QStringLiteral("neigh"), QStringLiteral("replace"),
                           side(zone, other), QStringLiteral("lladdr"),
                           cardAddress(zone, other, last), QStringLiteral("dev"), card(zone, end),
                           QStringLiteral("nud"), QStringLiteral("permanent") });
    }
}

void NetRig::run(const QStringList &words)
{
    if (!isReady())
        return;
    QProcess process;
    process.start(words.constFirst(), words.sliced(1));
    const bool ended = process.waitForFinished();
    if (!ended || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        m_error = words.join(u' ') + QStringLiteral(": ")
            + QString::fromLocal8Bit(process.readAllStandardError());
}

QStringList NetRig::listeners()
{
    QStringList found;
    for (const char *path : { "/proc/net/tcp", "/proc/net/tcp6" }) {
        QFile file(QString::fromLatin1(path));
        if (!file.open(QFile::ReadOnly))
            continue;
        const QByteArrayList lines = file.readAll().split('\n');
        for (const QByteArray &line : lines) {
            // proc_net_tcp.txt: slot, local address, remote address, state; 0A is LISTEN.
            const QByteArrayList words = line.simplified().split(' ');
            if (words.size() > 3 && words[3] == "0A")
                found += QString::fromLatin1("tcp " + words[1]);
        }
    }
    QFile file(QStringLiteral("/proc/net/unix"));
    const QByteArrayList lines =
        file.open(QFile::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
    for (const QByteArray &line : lines) {
        // proc(5): the flag is __SO_ACCEPTCON of the kernel.
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() > 6 && (words[3].toUInt(nullptr, 16) & 0x10000u))
            found += QString::fromLatin1("unix " + words.value(7, words[6]));
    }
    return found;
}

} // namespace support
