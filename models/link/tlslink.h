#pragma once
#include "link/handshake.h"
#include "link/link.h"
#include <functional>

namespace links {

class PlainProbe;

/// TLS (1.2 or newer) over the stream of another link, whichever that is. Verifies chain, dates
/// and name before opened(), unless the settings turn that off; never goes on in plain text. A
/// handshake that ends in anything but TLS, or is met with silence for a second, is looked into
/// with one PlainProbe, so that M07 is something seen.
class TlsLink final : public Link {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TlsLink)

public:
    /// Makes the link that leads to the server; called again for the probe.
    using MakeInner = std::function<Link *(QObject *parent)>;
    struct Plan {
        profiles::TlsSettings settings;
        base::Secret keyPassphrase;
        QString serverName; ///< SNI, and the name that is verified
        QString address; ///< of the server, for sentences: "cache.example:6379"
        std::chrono::milliseconds timeout{ 5000 }; ///< of the handshake, after the inner link's own
    };

    TlsLink(MakeInner makeInner, Plan plan, QObject *parent = nullptr);
    ~TlsLink() override;

    void open() override;
    [[nodiscard]] QString route() const override;
    [[nodiscard]] TlsFacts tls() const override;

private:
    void shakeHands(TlsMaterial material);
    void shaken(const Handshake::Result &result);
    void probe();
    void probed();
    void giveUp(const base::Error &why);
    [[nodiscard]] base::Error explain(const Handshake::Result &result) const;
    [[nodiscard]] base::Error disagreement(const Handshake::Result &result) const;

    const MakeInner m_makeInner;
    Plan m_plan;
    Link *m_inner;
    Handshake *m_handshake = nullptr;
    PlainProbe *m_probe = nullptr;
    QTimer m_doubt; ///< until silence is looked into while the handshake goes on
    std::optional<Handshake::Result> m_result; ///< that waits for the probe
    TlsFacts m_facts;
};

} // namespace links
