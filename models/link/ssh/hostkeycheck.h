#pragma once
#include "link/asker.h"
#include "link/ssh/knownhosts.h"
#include "profiles/profile.h"
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <memory>

namespace links {

/// The key that a hop has shown in the key exchange, which proved that it holds the private half.
struct OfferedHostKey {
    int hop = 0; ///< of the profile's chain
    QString host;
    quint16 port = 22;
    QByteArray publicBlob;
    bool rsaWasAskedFor = false; ///< RSA keys were among those that the exchange would have taken
};

/// Why the connection may go on.
enum class HostKeyTrust : quint8 {
    Known, ///< it stands in a file
    Once, ///< the person accepted it for this time
    Stored, ///< the person accepted it, and it stands in Larder's own file now
};

/// Decides over one host key, as ssh does: one that is stored passes, a new one is for the person
/// to decide, anything else is refused. A key of another type than the stored ones is refused like
/// a changed one, since those were asked for first; only where none of them could be asked for it
/// counts as new, and the question says so. Errors, all with the fingerprint in the sentence:
/// Cause::HostKeyChanged (M09; `detail` has both fingerprints and the lines in question),
/// HostKeyRevoked, and HostKeyUnknown for one that nobody accepted: Kind::Cancelled when the person
/// would not, Kind::Network when nobody could be asked. Kind::Storage when it could not be stored.
class HostKeyCheck final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HostKeyCheck)

public:
    /// `known` is loaded. `asker` may be null.
    HostKeyCheck(std::shared_ptr<KnownHosts> known, OfferedHostKey offered,
                 profiles::HostKeyPolicy policy, std::shared_ptr<Asker> asker,
                 QObject *parent = nullptr);
    /// Withdraws the question; the future then ends without a result.
    ~HostKeyCheck() override;

    /// Once. A key that needs no question is decided at once.
    [[nodiscard]] QFuture<base::Result<HostKeyTrust>> run();

private:
    void decide(const HostKeyVerdict &verdict);
    void ask(const HostKeyVerdict &verdict);
    void answered();
    void finish(const base::Result<HostKeyTrust> &result);
    [[nodiscard]] bool couldBeAskedFor(const QByteArray &keyType) const;

    std::shared_ptr<KnownHosts> m_known;
    OfferedHostKey m_offered;
    profiles::HostKeyPolicy m_policy;
    std::shared_ptr<Asker> m_asker;
    QPromise<base::Result<HostKeyTrust>> m_promise;
    QFutureWatcher<HostKeyAnswer> m_answer;
};

} // namespace links
