// Any bytes as one of AWS's shared files, as a token of its CLI and as what STS, IAM Identity
// Center and a credential_process answer: keys come whole or not at all.
#include "aws/keyprocess.h"
#include "aws/recipe.h"
#include "aws/ssotoken.h"
#include "aws/sts.h"
#include <cstdint>
#include <cstdlib>

namespace {

void must(bool holds)
{
    if (!holds)
        std::abort();
}

void checkFile(const QByteArray &bytes)
{
    QStringList names;
    for (const aws::IniSection &section : aws::readIni(bytes)) {
        must(!names.contains(section.name));
        names.append(section.name);
        for (auto it = section.values.cbegin(); it != section.values.cend(); ++it) {
            must(!it.key().isEmpty() && it.key() == it.key().toLower());
            (void)aws::nestedValues(it.value());
            if (const auto words = aws::splitWords(it.value()))
                must(words->join(QString()).size() <= it.value().size());
        }
    }
}

void checkProfiles(const QByteArray &bytes)
{
    aws::Places places;
    places.home = QStringLiteral("/home/jin");
    places.now = [] { return QDateTime(QDate(2026, 7, 1), QTime(12, 0), Qt::UTC); };
    const auto config = aws::SharedConfig::parse(bytes, {});
    const QStringList profiles = config.profiles();
    for (const QString &profile : profiles) {
        aws::Account account;
        account.profile = profile;
        const auto recipe = aws::recipeFor(account, places, config);
        must(recipe ? recipe->roles.size() <= profiles.size() : !recipe.error().text.isEmpty());
        if (!recipe)
            continue;
        if (const auto *ready = std::get_if<aws::Recipe::Ready>(&recipe->source))
            must(!ready->keys.isEmpty());
        if (const auto *process = std::get_if<aws::Recipe::Process>(&recipe->source))
            must(!process->command.isEmpty());
        if (const auto *sso = std::get_if<aws::Recipe::Sso>(&recipe->source))
            must(!sso->startUrl.isEmpty() && !sso->region.isEmpty() && !sso->role.isEmpty());
    }
}

void checkAnswers(const QByteArray &bytes)
{
    const QDateTime now(QDate(2026, 7, 1), QTime(12, 0), Qt::UTC);
    if (const auto token = aws::readSsoToken(bytes))
        must(!token->accessToken.isEmpty() && token->expires.isValid());
    if (const auto token = aws::tokenCreated(bytes, {}, now))
        must(!token->accessToken.isEmpty() && token->expires.isValid());
    if (const auto keys = aws::roleKeys(bytes))
        must(!keys->isEmpty() && keys->expires.isValid());
    if (const auto keys = aws::keysOfProcess({}, bytes))
        must(!keys->isEmpty());
    for (const int status : { 200, 403 }) {
        const auto answer = aws::readSts({ status, { { "date", bytes.left(64) } }, bytes }, {});
        must(answer.keys.isEmpty() != answer.code.isEmpty());
        (void)answer.blamesTheClock();
        (void)aws::dateOf({ status, { { "date", bytes.left(64) } }, bytes });
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    checkFile(bytes);
    checkProfiles(bytes);
    checkAnswers(bytes);
    return 0;
}
