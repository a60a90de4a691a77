#pragma once
#include "link/endpoint.h"
#include <QByteArray>
#include <QObject>
#include <optional>

class QLocalSocket;

namespace links {

/// One request to the control socket of an `ssh -M`, spoken as `ssh -S` speaks it. Format:
/// PROTOCOL.mux of OpenSSH, version 4. `ssh -W` itself would not do: it says nothing when its
/// stream is open, so that a refused one could not be told from one that the server ended.
class OpenSshMux final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenSshMux)

public:
    OpenSshMux(QString controlPath, QObject *parent);
    ~OpenSshMux() override;

    /// A stream to host and port as the bastion sees them: ssh reads from one descriptor and writes
    /// to the other. It gets its own copies of both, which must stay open until granted() or
    /// refused(). The stream lasts as long as this object.
    void forward(const QString &host, quint16 port, int readEnd, int writeEnd);
    /// ssh listens at `localPath` for streams to `remotePath`, until unlisten().
    void listenFor(const QString &localPath, const QString &remotePath);
    void unlisten(const QString &localPath, const QString &remotePath);

Q_SIGNALS:
    /// At most one of these two. `words` are ssh's own, without the reason for a refused stream:
    /// that comes on the standard error of the `ssh -M`, before this.
    void granted();
    void refused(const QByteArray &words);
    /// The stream, or the `ssh -M`, has ended.
    void ended();

private:
    void begin();
    void hear();
    void take(const QByteArray &packet);
    void refuse(const QByteArray &words);
    [[nodiscard]] bool send(const QByteArray &payload) const;
    [[nodiscard]] bool sendEnd(int descriptor) const;

    const QString m_controlPath;
    QLocalSocket *m_socket;
    QByteArray m_request;
    int m_readEnd = -1;
    int m_writeEnd = -1;
    bool m_greeted = false;
    bool m_settled = false;
};

} // namespace links
