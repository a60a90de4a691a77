#include "link/ssh/sshkeysupply.h"
#include "base/whendone.h"
#include "link/ssh/agent.h"
#include "link/ssh/keyfile.h"
#include "link/ssh/ssherrors.h"

namespace links {

namespace {

/// OpenSSH's server ends the connection at the sixth refusal (MaxAuthTries), and a password is to
/// have its turn.
constexpr qsizetype mostKeys = 5;

bool holds(const QList<IdentityPtr> &keys, const QByteArray &publicBlob)
{
    return std::any_of(keys.begin(), keys.end(),
                       [&](const auto &key) { return key->publicBlob() == publicBlob; });
}

} // namespace

SshKeySupply::SshKeySupply(SshHopPlan plan, QObject *parent)
    : QObject(parent)
    , m_plan(std::move(plan))
{
}

SshKeySupply::~SshKeySupply() = default;

void SshKeySupply::start()
{
    using profiles::SshAuth;
    switch (m_plan.hop.auth) {
    case SshAuth::Automatic:
    case SshAuth::Agent:
        return askAgent();
    case SshAuth::KeyFile:
        return readOne(m_plan.hop.keyFile);
    case SshAuth::StoredKey:
        return readOne({});
    case SshAuth::Password:
        return give({});
    }
}

void SshKeySupply::readOne(const QString &path)
{
    if (!path.isEmpty()) {
        if (const auto blob = publicBlobIn(m_plan.places.expanded(path))) {
            give({ std::make_shared<SshFileKey>(m_plan, path, *blob) });
            return;
        }
    }
    m_loader = std::make_unique<SshKeyLoader>(m_plan, path);
    connect(m_loader.get(), &SshKeyLoader::loaded, this,
            [this](const IdentityPtr &key) { Q_EMIT found({ key }); });
    connect(m_loader.get(), &SshKeyLoader::failed, this, &SshKeySupply::failed);
    m_loader->start();
}

void SshKeySupply::askAgent()
{
    if (m_plan.places.agentSocket.isEmpty()) {
        agentAnswered(base::fail(ssherrors::noAgent()));
        return;
    }
    m_agent = std::make_unique<Agent>(m_plan.places.agentSocket);
    base::whenDone(m_agent->identities(), this,
                   [this](const base::Result<QList<IdentityPtr>> &held) { agentAnswered(held); });
}

void SshKeySupply::agentAnswered(const base::Result<QList<IdentityPtr>> &held)
{
    const auto &hop = m_plan.hop;
    QList<IdentityPtr> keys = held.value_or(QList<IdentityPtr>());
    if (hop.auth == profiles::SshAuth::Automatic) {
        const QList<IdentityPtr> files = usualFiles();
        // What is in both is most likely meant.
        std::stable_partition(keys.begin(), keys.end(),
                              [&](const auto &key) { return holds(files, key->publicBlob()); });
        QList<IdentityPtr> others;
        for (const IdentityPtr &file : files) {
            if (!holds(keys, file->publicBlob()))
                others += file;
        }
        keys = keys.first(qMin(keys.size(), qMax<qsizetype>(mostKeys - others.size(), 1)));
        give(keys + others);
        return;
    }
    base::Error why = held ? ssherrors::emptyAgent() : held.error();
    if (!hop.keyFile.isEmpty()) {
        const auto wanted = publicBlobIn(m_plan.places.expanded(hop.keyFile));
        keys.removeIf([&](const auto &key) { return key->publicBlob() != wanted; });
        if (held)
            why = ssherrors::notInAgent(hop.keyFile);
    }
    if (!keys.isEmpty())
        give(keys);
    else
        QMetaObject::invokeMethod(
            this, [this, why] { Q_EMIT failed(why); }, Qt::QueuedConnection);
}

QList<IdentityPtr> SshKeySupply::usualFiles() const
{
    QList<IdentityPtr> files;
    for (const QString &path : m_plan.places.identities) {
        if (const auto blob = publicBlobIn(path))
            files += std::make_shared<SshFileKey>(m_plan, path, *blob);
    }
    return files;
}

void SshKeySupply::give(const QList<IdentityPtr> &keys)
{
    QMetaObject::invokeMethod(
        this, [this, keys] { Q_EMIT found(keys); }, Qt::QueuedConnection);
}

} // namespace links
