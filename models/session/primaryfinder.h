#pragma once
#include "link/link.h"
#include "link/makelink.h"
#include "profiles/secretbackend.h"
#include "resp/connection.h"
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <functional>

namespace session {

/// Asks the sentinels of a profile where its primary is: one after the other, each over a
/// connection of its own that ends with the answer, until one of them knows. Sentinels that the
/// others name are asked too, in this run of the program; the one that answered last is the first
/// next time. What a sentinel says may be out of date, so whoever uses the answer looks at the
/// server's role.
/// Source of the commands: redis.io, "Guidelines for Redis clients with support for Sentinel".
/// Network thread.
class PrimaryFinder final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PrimaryFinder)

public:
    using Done = std::function<void(const base::Result<links::Endpoint> &)>;

    PrimaryFinder(profiles::Profile profile, profiles::Secrets secrets, QObject *parent = nullptr);
    ~PrimaryFinder() override;

    /// The way to the sentinels, from the next find() on.
    void setThrough(const links::Through &through) { m_through = through; }
    /// Calls `done` once (not from inside this call), or never after cancel() or another find().
    /// Errors: Cause::NoSentinel when none answered, or none let us in; Cause::NoSuchPrimary when
    /// those that answered know no such name. Both list what was tried.
    void find(Done done);
    void cancel();
    /// To be asked, in this order.
    [[nodiscard]] const QList<links::Endpoint> &sentinels() const { return m_sentinels; }

private:
    void askNext();
    void ask(const links::Endpoint &sentinel);
    void converse();
    void query();
    void take(const resp::Replies &replies);
    void learn(const resp::Reply &others);
    void note(const QString &why, const base::Error &error);
    void hangUp();
    void giveUp();
    void finish(const base::Result<links::Endpoint> &result);

    const profiles::Profile m_profile; ///< as the sentinels are reached: with their TLS, not ours
    const profiles::Secrets m_secrets;
    const std::chrono::milliseconds m_limit; ///< of each step with one sentinel
    QList<links::Endpoint> m_sentinels;
    QTimer m_next;

    // Of the search under way.
    Done m_done;
    QList<links::Endpoint> m_waiting;
    links::Endpoint m_asked;
    links::Through m_through;
    links::Link *m_link = nullptr;
    resp::Connection *m_connection = nullptr;
    QStringList m_tried; ///< "10.0.0.1:26379 (refused)"
    QByteArray m_words; ///< the last words of a sentinel, or of the system
    bool m_nameUnknown = false; ///< to one of them
    bool m_turnedAway = false; ///< by one of them
};

} // namespace session
