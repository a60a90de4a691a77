#pragma once
#include "link/link.h"
#include "profiles/profile.h"

namespace links {

/// Stands for a tunnel that nobody made, for want of a bastion: fails at once with
/// Cause::TunnelNotBuilt, and never leads to the server by another way.
class NoTunnelLink final : public Link {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoTunnelLink)

public:
    NoTunnelLink(profiles::TunnelKind kind, const QString &address, QObject *parent = nullptr);

    void open() override;
    [[nodiscard]] QString route() const override;

private:
    [[nodiscard]] QString kindName() const;

    const profiles::TunnelKind m_kind;
    const QString m_address;
};

} // namespace links
