#pragma once
#include "link/tcplink.h"
#include "link/tunnel.h"
#include "link/unixlink.h"
#include <QAbstractSocket>
#include <QLocalSocket>
#include <QPointer>
#include <QTimer>
#include <mutex>
#include <optional>
#include <sys/socket.h>

namespace support {

class FakeTunnel;

/// What happens on a FakeTunnel, and what has happened; shared by the test and the network thread.
class TunnelScript {
public:
    struct Seen {
        int openings = 0;
        int questions = 0;
        int checks = 0;
        int closes = 0;
        int renewals = 0;
        int interactive = 0; ///< links
        int bulk = 0; ///< links
        QStringList targets; ///< of all links, in order
    };

    /// From now on an opening fails.
    void refuse(const base::Error &why);
    /// From now on an opening waits, as for a person, until answer().
    void ask();
    /// Ends all of that, and the wait.
    void answer();
    /// The next checkNow() finds out that the tunnel is dead.
    void dieWhenChecked(const base::Error &why);
    /// From now on close() takes until finishClosing(), as when the far end is told.
    void closeSlowly();
    void finishClosing();
    /// From now on it knows that no stream is let through.
    void refuseLate(const base::Error &why);
    /// The tunnel is lost now. `streamsFirst`: its streams end before it can say why.
    void lose(const base::Error &why, links::Use use = links::Use::Interactive,
              bool streamsFirst = false);
    /// It stands still from now on; without a reason it goes on.
    void stall(const std::optional<base::Error> &why);
    /// Its streams end, and it does not say why.
    void endStreams();
    [[nodiscard]] bool isThere() const
    {
        const std::lock_guard lock(m_mutex);
        return m_tunnel != nullptr;
    }
    [[nodiscard]] Seen seen() const
    {
        const std::lock_guard lock(m_mutex);
        return m_seen;
    }

private:
    friend class FakeTunnel;
    template <typename Function> auto with(Function function)
    {
        const std::lock_guard lock(m_mutex);
        return function();
    }

    mutable std::mutex m_mutex;
    Seen m_seen;
    std::optional<base::Error> m_refusal;
    std::optional<base::Error> m_death;
    std::optional<base::Error> m_late;
    bool m_asking = false;
    bool m_slow = false;
    FakeTunnel *m_tunnel = nullptr;
};

/// A way without SSH: its links go straight to the address.
class FakeTunnel final : public links::Tunnel {
public:
    explicit FakeTunnel(std::shared_ptr<TunnelScript> script)
        : m_script(std::move(script))
    {
        m_script->with([this] { m_script->m_tunnel = this; });
    }
    ~FakeTunnel() override
    {
        m_script->with([this] { m_script->m_tunnel = nullptr; });
    }

    [[nodiscard]] links::Link *newLink(const links::Endpoint &target, links::Use use,
                                       std::chrono::milliseconds timeout, QObject *parent) override
    {
        m_script->with([&] {
            ++(use == links::Use::Bulk ? m_script->m_seen.bulk : m_script->m_seen.interactive);
            m_script->m_seen.targets += target.toString();
        });
        return new Stream(this, target, use, timeout, parent);
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("SSH me@fake"); }
    void checkNow() override
    {
        const auto death = m_script->with([this] {
            ++m_script->m_seen.checks;
            return std::exchange(m_script->m_death, std::nullopt);
        });
        if (death)
            lose(*death, links::Use::Interactive, false);
    }
    void close() override
    {
        m_closing = m_script->with([this] {
            ++m_script->m_seen.closes;
            return m_script->m_slow;
        });
        m_open = false;
        m_waiting.clear();
        endStreams(links::Use::Interactive);
        endStreams(links::Use::Bulk);
    }

    [[nodiscard]] bool isClosing() const override { return m_closing; }
    void renew(const links::Endpoint &) override
    {
        m_script->with([this] { ++m_script->m_seen.renewals; });
    }
    [[nodiscard]] std::optional<base::Error> refusal(const links::Endpoint &) const override
    {
        return m_script->with([this] { return m_script->m_late; });
    }

private:
    friend class TunnelScript;

    class Stream final : public links::Link {
    public:
        Stream(FakeTunnel *tunnel, const links::Endpoint &target, links::Use use,
               std::chrono::milliseconds timeout, QObject *parent)
            : Link(parent)
            , m_tunnel(tunnel)
            , m_use(use)
        {
            if (target.unixSocket.isEmpty())
                m_inner = new links::TcpLink(target.host, target.port, timeout, this);
            else
                m_inner = new links::UnixLink(target.unixSocket, timeout, this);
            connect(m_inner, &Link::failed, this, &Link::failed);
            connect(m_inner, &Link::opened, this, [this] {
                auto stream = m_inner->take();
                m_tunnel->m_streams += { m_use, stream.get() };
                finish(std::move(stream));
            });
        }
        void open() override { m_tunnel->enter(this); }
        [[nodiscard]] QString route() const override { return m_inner->route(); }
        void go() { m_inner->open(); }

    private:
        FakeTunnel *const m_tunnel;
        const links::Use m_use;
        Link *m_inner = nullptr;
    };

    void enter(Stream *stream)
    {
        if (m_open) {
            stream->go();
            return;
        }
        m_waiting += stream;
        if (m_waiting.size() > 1)
            return;
        const bool asks = m_script->with([this] {
            ++m_script->m_seen.openings;
            m_script->m_seen.questions += m_script->m_asking ? 1 : 0;
            return m_script->m_asking;
        });
        if (!asks)
            QTimer::singleShot(0, this, &FakeTunnel::decide);
    }

    void decide()
    {
        const auto refusal = m_script->with([this] { return m_script->m_refusal; });
        m_open = !refusal;
        for (const QPointer<Stream> &stream : std::exchange(m_waiting, {})) {
            if (stream && refusal)
                Q_EMIT stream->failed(*refusal);
            else if (stream)
                stream->go();
        }
    }

    void lose(const base::Error &why, links::Use use, bool streamsFirst)
    {
        m_open = m_open && use == links::Use::Bulk;
        if (streamsFirst)
            endStreams(use);
        Q_EMIT lost(why, use);
        if (!streamsFirst)
            endStreams(use);
    }

    static int descriptorOf(const QIODevice *stream)
    {
        if (const auto *local = qobject_cast<const QLocalSocket *>(stream))
            return int(local->socketDescriptor());
        return int(qobject_cast<const QAbstractSocket *>(stream)->socketDescriptor());
    }

    /// As if the far end had closed them.
    void endStreams(links::Use use)
    {
        for (const auto &[of, stream] : std::as_const(m_streams)) {
            if (stream && of == use)
                ::shutdown(descriptorOf(stream), SHUT_RDWR);
        }
        m_streams.removeIf([use](const auto &each) { return each.first == use; });
    }

    const std::shared_ptr<TunnelScript> m_script;
    bool m_open = false;
    bool m_closing = false;
    QList<QPointer<Stream>> m_waiting;
    QList<std::pair<links::Use, QPointer<QIODevice>>> m_streams;
};

inline void TunnelScript::refuse(const base::Error &why)
{
    with([&] { m_refusal = why; });
}

inline void TunnelScript::ask()
{
    with([&] { m_asking = true; });
}

inline void TunnelScript::answer()
{
    with([&] {
        m_refusal.reset();
        if (std::exchange(m_asking, false) && m_tunnel)
            QMetaObject::invokeMethod(m_tunnel, &FakeTunnel::decide, Qt::QueuedConnection);
    });
}

inline void TunnelScript::closeSlowly()
{
    with([&] { m_slow = true; });
}

inline void TunnelScript::finishClosing()
{
    with([&] {
        if (m_tunnel)
            QMetaObject::invokeMethod(
                m_tunnel,
                [tunnel = m_tunnel] {
                    tunnel->m_closing = false;
                    Q_EMIT tunnel->closed();
                },
                Qt::QueuedConnection);
    });
}

inline void TunnelScript::refuseLate(const base::Error &why)
{
    with([&] { m_late = why; });
}

inline void TunnelScript::dieWhenChecked(const base::Error &why)
{
    with([&] { m_death = why; });
}

inline void TunnelScript::stall(const std::optional<base::Error> &why)
{
    with([&] {
        if (m_tunnel)
            QMetaObject::invokeMethod(
                m_tunnel, [=, tunnel = m_tunnel] { Q_EMIT tunnel->stallChanged(why); },
                Qt::QueuedConnection);
    });
}

inline void TunnelScript::endStreams()
{
    with([&] {
        if (m_tunnel)
            QMetaObject::invokeMethod(
                m_tunnel, [tunnel = m_tunnel] { tunnel->endStreams(links::Use::Interactive); },
                Qt::QueuedConnection);
    });
}

inline void TunnelScript::lose(const base::Error &why, links::Use use, bool streamsFirst)
{
    with([&] {
        if (m_tunnel)
            QMetaObject::invokeMethod(
                m_tunnel, [=, tunnel = m_tunnel] { tunnel->lose(why, use, streamsFirst); },
                Qt::QueuedConnection);
    });
}

} // namespace support
