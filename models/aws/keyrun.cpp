#include "aws/keyrun.h"
#include "base/whendone.h"
#include <QCoreApplication>

namespace aws {

KeyRun::KeyRun(Account account, Places places, std::shared_ptr<Asker> asker)
    : m_account(std::move(account))
    , m_places(std::move(places))
    , m_asker(std::move(asker))
{
}

KeyRun::~KeyRun() = default;

QFuture<base::Result<Keys>> KeyRun::find(bool)
{
    const auto recipe = recipeFor(m_account, m_places, SharedConfig::read(m_places));
    if (!recipe)
        return base::ready<Keys>(base::fail(recipe.error()));
    const auto *ready = std::get_if<Recipe::Ready>(&recipe->source);
    if (!ready || !recipe->roles.isEmpty())
        return base::ready<Keys>(
            base::fail(base::Error::Kind::Auth, QString(), {}, base::Error::Cause::AwsNoKeys));
    return base::ready<Keys>(ready->keys);
}

} // namespace aws
