#include "aws/keycache.h"

namespace aws {

std::optional<Keys> KeyCache::keys(const QString &name, const QDateTime &now) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_keys.constFind(name);
    if (found == m_keys.constEnd() || (found->expires.isValid() && found->expires <= now))
        return std::nullopt;
    return *found;
}

void KeyCache::setKeys(const QString &name, const Keys &keys)
{
    const std::lock_guard lock(m_mutex);
    m_keys.insert(name, keys);
}

void KeyCache::dropKeys(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    m_keys.remove(name);
}

std::optional<QFuture<base::Result<Keys>>> KeyCache::joinOrBegin(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    const auto [search, isNew] = m_searches.try_emplace(name);
    if (!isNew)
        return search->second.future();
    search->second.start();
    return std::nullopt;
}

void KeyCache::end(const QString &name, const std::optional<base::Result<Keys>> &result)
{
    std::unique_lock lock(m_mutex);
    auto search = m_searches.extract(name);
    lock.unlock();
    if (search.empty())
        return;
    if (result)
        search.mapped().addResult(*result);
    search.mapped().finish();
}

std::optional<SsoToken> KeyCache::token(const QString &session) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_tokens.constFind(session);
    return found == m_tokens.constEnd() ? std::nullopt : std::optional(*found);
}

void KeyCache::setToken(const QString &session, const SsoToken &token)
{
    const std::lock_guard lock(m_mutex);
    m_tokens.insert(session, token);
}

} // namespace aws
