#pragma once
#include <QObject>

namespace links {

class OpenSshMaster;
class OpenSshMux;

/// Asks the bastion for a stream to port 0 of itself, which no server can give: its refusal proves
/// that the bastion answers, and has answered all that it could answer at once before. Belongs to
/// the `ssh -M` and deletes itself.
class OpenSshProbe final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenSshProbe)

public:
    explicit OpenSshProbe(OpenSshMaster &master);
    ~OpenSshProbe() override;

    void start();

Q_SIGNALS:
    /// The bastion has answered.
    void settled();

private:
    OpenSshMaster &m_master;
    OpenSshMux *m_mux;
    int m_end = -1;
};

} // namespace links
