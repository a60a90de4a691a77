#pragma once
#include "base/result.h"
#include "link/tlsfacts.h"
#include <QFuture>
#include <QIODevice>
#include <QObject>
#include <memory>

// `link` would clash with the function of <unistd.h>.
namespace links {

/// Opens one byte stream to a server: plainly, by Unix socket, with TLS, and (later, through this
/// same interface) by SSH or Session Manager. Lives in the network thread.
class Link : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Link)

public:
    explicit Link(QObject *parent = nullptr);
    ~Link() override;

    /// Begins; ends in exactly one of opened() and failed(), or in nothing if destroyed first.
    virtual void open() = 0;
    /// What it leads through, for the status bar: "Direct → localhost:6379".
    [[nodiscard]] virtual QString route() const = 0;
    /// After opened() or failed(): what is known of the TLS. Nothing for a link without.
    [[nodiscard]] virtual TlsFacts tls() const { return {}; }
    /// The open stream, once, after opened(). It lives in this thread and outlives the Link.
    [[nodiscard]] std::unique_ptr<QIODevice> take();

Q_SIGNALS:
    void opened();
    /// The sentence names host and port and what to do (M02, M05 …); `detail` is the system's text.
    void failed(const base::Error &why);

protected:
    void finish(std::unique_ptr<QIODevice> stream);

private:
    std::unique_ptr<QIODevice> m_stream;
};

} // namespace links
