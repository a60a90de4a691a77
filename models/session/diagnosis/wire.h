#pragma once
#include "base/result.h"
#include "link/makelink.h"
#include "resp/connection.h"
#include <QObject>
#include <functional>

namespace session {

/// One connection of a diagnosis: opened, asked, dropped. After drop() nobody is called any more.
class Wire final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Wire)

public:
    using Opened = std::function<void(const base::Result<> &)>;
    using Answered = std::function<void(const base::Result<resp::Replies> &)>;

    explicit Wire(QObject *parent);
    ~Wire() override;

    /// Calls `opened` once, never from inside this call.
    void open(const profiles::Profile &profile, const links::Endpoint &endpoint,
              const links::Through &through, const base::Secret &keyPassphrase, Opened opened);
    /// A pipeline on the open connection; finished within `timeout`.
    void ask(const resp::Commands &commands, std::chrono::milliseconds timeout, Answered answered);
    /// The open stream; null before.
    [[nodiscard]] QIODevice *stream() const;
    /// Of the opened or failed link.
    [[nodiscard]] const links::TlsFacts &tls() const { return m_tls; }
    /// Ends it, from wherever it is called, and deletes it later.
    void drop();

private:
    void finish(const base::Result<> &result);

    links::Link *m_link = nullptr;
    resp::Connection *m_connection = nullptr;
    Opened m_opened;
    links::TlsFacts m_tls;
    bool m_dropped = false;
};

} // namespace session
