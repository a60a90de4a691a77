#include "aws/recipe.h"
#include <QCoreApplication>

namespace aws {

namespace {

using Cause = base::Error::Cause;

base::Result<Recipe> unusable(const QString &sentence)
{
    return base::fail(base::Error::Kind::Invalid, sentence, {}, Cause::AwsProfileUnknown);
}

Keys keysOf(const SharedConfig::StaticKeys &found, const QString &source)
{
    return { found.id,
             base::Secret(found.secret.toUtf8()),
             base::Secret(found.token.toUtf8()),
             {},
             source };
}

QString sessionNameOr(const QString &name)
{
    // Always the same one: who may resume and end a session of Systems Manager is told by it, also
    // after the keys have been renewed.
    return name.isEmpty() ? QStringLiteral("larder") : name;
}

class RecipeReader {
public:
    RecipeReader(const Account &account, const Places &places, const SharedConfig &config)
        : m_account(account)
        , m_places(places)
        , m_config(config)
    {
    }

    base::Result<Recipe> read();

private:
    enum class Part : quint8 {
        Whole, ///< the profile that counts
        Source, ///< one that another takes its keys from
    };

    [[nodiscard]] QString env(const char *name) const
    {
        return m_places.environment.value(QLatin1String(name));
    }
    [[nodiscard]] QString value(const QString &profile, const char *name) const
    {
        return m_config.value(profile, QLatin1String(name));
    }
    [[nodiscard]] bool hasStaticKeys(const QString &profile) const
    {
        return !value(profile, "aws_access_key_id").isEmpty()
            || !value(profile, "aws_secret_access_key").isEmpty();
    }
    [[nodiscard]] bool wantsRole(const QString &profile) const
    {
        return !value(profile, "role_arn").isEmpty()
            && value(profile, "web_identity_token_file").isEmpty();
    }
    [[nodiscard]] base::Result<Recipe> environment() const;
    [[nodiscard]] base::Result<Recipe> profile(const QString &name, Part part);
    [[nodiscard]] base::Result<Recipe> role(const QString &name);
    [[nodiscard]] base::Result<Recipe> named(const QString &name, const QString &from);
    [[nodiscard]] base::Result<Recipe> sourceOfRole(const QString &name);
    [[nodiscard]] base::Result<Recipe> staticKeys(const QString &name) const;
    [[nodiscard]] base::Result<Recipe> process(const QString &name) const;
    [[nodiscard]] bool hasContainer() const;
    [[nodiscard]] bool instanceAllowed() const;
    [[nodiscard]] base::Error nothing(const QString &profile) const;

    const Account &m_account;
    const Places &m_places;
    const SharedConfig &m_config;
    QStringList m_visited;
};

base::Result<Recipe> RecipeReader::environment() const
{
    const QString id = env("AWS_ACCESS_KEY_ID");
    const QString secret = env("AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() || secret.isEmpty())
        return base::fail(base::Error::Kind::Auth,
                          QCoreApplication::translate(
                              "aws",
                              "Only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set in "
                              "the environment. Set both, or choose a profile."),
                          {}, Cause::AwsNoKeys);
    Keys keys;
    keys.accessKeyId = id;
    keys.secretAccessKey = base::Secret(secret.toUtf8());
    keys.sessionToken = base::Secret(env("AWS_SESSION_TOKEN").toUtf8());
    keys.source = QCoreApplication::translate("aws", "environment");
    return Recipe{ Recipe::Ready{ keys }, {}, {} };
}

base::Result<Recipe> RecipeReader::read()
{
    if (!m_account.keys.isEmpty()) {
        Keys keys = m_account.keys;
        if (keys.source.isEmpty())
            keys.source = QCoreApplication::translate("aws", "keys of this connection");
        return Recipe{ Recipe::Ready{ keys }, {}, {} };
    }
    const bool chosen = !m_account.profile.isEmpty();
    if (!chosen && !(env("AWS_ACCESS_KEY_ID") + env("AWS_SECRET_ACCESS_KEY")).isEmpty())
        return environment();
    const QString name = profileOf(m_account, m_places);
    if (!m_config.has(name) && name != QLatin1String("default"))
        return base::fail(profileUnknown(name, m_places));
    return profile(name, Part::Whole);
}

base::Result<Recipe> RecipeReader::profile(const QString &name, Part part)
{
    // The order is botocore's: as a source a profile's own keys count before its role.
    if (wantsRole(name) && (part == Part::Whole || !hasStaticKeys(name)))
        return role(name);
    const bool useEnvironment = part == Part::Whole && m_account.profile.isEmpty();
    const auto either = [&](const char *variable, const char *key) {
        const QString set = useEnvironment ? env(variable) : QString();
        return set.isEmpty() ? value(name, key) : set;
    };
    const QString tokenFile = either("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
    if (!tokenFile.isEmpty()) {
        const QString arn = either("AWS_ROLE_ARN", "role_arn");
        if (arn.isEmpty())
            return unusable(QCoreApplication::translate(
                                "aws",
                                "The AWS profile %1 has a web identity token but no role_arn. "
                                "Add it.")
                                .arg(name));
        return Recipe{ Recipe::WebIdentity{
                           arn, atHome(tokenFile, m_places),
                           sessionNameOr(either("AWS_ROLE_SESSION_NAME", "role_session_name")) },
                       name,
                       {} };
    }
    const auto sso = ssoOf(name, m_config);
    if (!sso)
        return base::fail(sso.error());
    if (!sso->startUrl.isEmpty() && !sso->role.isEmpty())
        return Recipe{ *sso, name, {} };
    if (!m_config.credentialsKeys(name).isEmpty())
        return staticKeys(name);
    if (!value(name, "credential_process").isEmpty())
        return process(name);
    if (!m_config.configKeys(name).isEmpty())
        return staticKeys(name);
    if (!value(name, "login_session").isEmpty())
        return unusable(
            QCoreApplication::translate("aws",
                                        "The AWS profile %1 signs in by \"aws login\", whose "
                                        "sessions are not read here. Use a profile that has "
                                        "credential_process = aws configure export-credentials "
                                        "--profile %1")
                .arg(name));
    if (part == Part::Source)
        return unusable(QCoreApplication::translate(
                            "aws",
                            "The AWS profile %1 has no credentials of its own, and another "
                            "profile takes its credentials from it.")
                            .arg(name));
    if (hasContainer())
        return Recipe{ Recipe::Container{}, {}, {} };
    if (instanceAllowed() && m_places.askInstance)
        return Recipe{ Recipe::Instance{}, {}, {} };
    return base::fail(nothing(name));
}

base::Result<Recipe> RecipeReader::staticKeys(const QString &name) const
{
    const auto inCredentials = m_config.credentialsKeys(name);
    const auto &found = inCredentials.isEmpty() ? m_config.configKeys(name) : inCredentials;
    if (found.id.isEmpty() || found.secret.isEmpty())
        return unusable(
            QCoreApplication::translate("aws",
                                        "The AWS profile %1 has only one of aws_access_key_id and "
                                        "aws_secret_access_key. Add the other.")
                .arg(name));
    return Recipe{ Recipe::Ready{
                       keysOf(found, QCoreApplication::translate("aws", "profile %1").arg(name)) },
                   name,
                   {} };
}

base::Result<Recipe> RecipeReader::process(const QString &name) const
{
    const auto words = splitWords(value(name, "credential_process"));
    if (!words || words->isEmpty())
        return unusable(QCoreApplication::translate(
                            "aws",
                            "credential_process of the AWS profile %1 is no command line: a quote "
                            "is not closed.")
                            .arg(name));
    return Recipe{ Recipe::Process{ *words }, name, {} };
}

base::Result<Recipe> RecipeReader::role(const QString &name)
{
    m_visited.append(name);
    auto recipe = sourceOfRole(name);
    if (!recipe)
        return recipe;
    Recipe::Role role;
    role.profile = name;
    role.arn = value(name, "role_arn");
    role.sessionName = sessionNameOr(value(name, "role_session_name"));
    role.externalId = value(name, "external_id");
    role.mfaSerial = value(name, "mfa_serial");
    role.seconds = value(name, "duration_seconds").toInt();
    recipe->roles.append(role);
    return recipe;
}

base::Result<Recipe> RecipeReader::sourceOfRole(const QString &name)
{
    const QString from = value(name, "source_profile");
    const QString source = value(name, "credential_source");
    if (!from.isEmpty() && !source.isEmpty())
        return unusable(QCoreApplication::translate(
                            "aws",
                            "The AWS profile %1 has both source_profile and credential_source. "
                            "Remove one of them.")
                            .arg(name));
    if (!from.isEmpty())
        return named(name, from);
    if (source == QLatin1String("Environment"))
        return environment();
    if (source == QLatin1String("EcsContainer")) {
        if (!hasContainer())
            return base::fail(
                base::Error::Kind::Auth,
                QCoreApplication::translate(
                    "aws",
                    "The AWS profile %1 takes its credentials from the container, and this "
                    "program does not run in one of Amazon ECS or EKS.")
                    .arg(name),
                {}, Cause::AwsNoKeys);
        return Recipe{ Recipe::Container{}, {}, {} };
    }
    if (source == QLatin1String("Ec2InstanceMetadata")) {
        if (!instanceAllowed())
            return base::fail(
                base::Error::Kind::Auth,
                QCoreApplication::translate(
                    "aws",
                    "The AWS profile %1 takes its credentials from this EC2 instance, which "
                    "AWS_EC2_METADATA_DISABLED forbids.")
                    .arg(name),
                {}, Cause::AwsNoKeys);
        return Recipe{ Recipe::Instance{}, {}, {} };
    }
    return unusable(
        source.isEmpty()
            ? QCoreApplication::translate(
                  "aws",
                  "The AWS profile %1 has a role_arn, but neither source_profile nor "
                  "credential_source. Add one of them.")
                  .arg(name)
            : QCoreApplication::translate(
                  "aws",
                  "The AWS profile %1 has the credential_source %2, which is not known. Use "
                  "Environment, EcsContainer or Ec2InstanceMetadata.")
                  .arg(name, source));
}

base::Result<Recipe> RecipeReader::named(const QString &name, const QString &from)
{
    if (!m_config.has(from))
        return unusable(QCoreApplication::translate(
                            "aws",
                            "The AWS profile %1 takes its credentials from the profile %2, which "
                            "does not exist.")
                            .arg(name, from));
    // A profile may name itself when its own keys are meant.
    if (m_visited.contains(from) && (from != name || !hasStaticKeys(from)))
        return unusable(QCoreApplication::translate(
                            "aws",
                            "The AWS profiles %1 take their credentials from each other in a "
                            "loop. Correct source_profile.")
                            .arg((m_visited + QStringList{ from }).join(QStringLiteral(" → "))));
    return profile(from, Part::Source);
}

bool RecipeReader::hasContainer() const
{
    return !(env("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
             + env("AWS_CONTAINER_CREDENTIALS_FULL_URI"))
                .isEmpty();
}

bool RecipeReader::instanceAllowed() const
{
    return env("AWS_EC2_METADATA_DISABLED").toLower() != QLatin1String("true");
}

base::Error RecipeReader::nothing(const QString &profile) const
{
    const QString files = m_config.has(profile)
        ? QCoreApplication::translate("aws", "the profile %1 of %2 and %3 holds none")
        : QCoreApplication::translate("aws", "there is no profile %1 in %2 or %3");
    return { base::Error::Kind::Auth,
             QCoreApplication::translate(
                 "aws",
                 "No AWS credentials were found: %1; %2; and this computer gives none. Choose "
                 "a profile, or store an access key with this connection.")
                 .arg(m_account.profile.isEmpty()
                          ? QCoreApplication::translate(
                              "aws", "AWS_ACCESS_KEY_ID is not set in the environment")
                          : QCoreApplication::translate(
                              "aws", "the environment does not count for a chosen profile"),
                      files.arg(profile, m_places.configFile, m_places.credentialsFile)),
             {},
             Cause::AwsNoKeys };
}

} // namespace

base::Result<Recipe> recipeFor(const Account &account, const Places &places,
                               const SharedConfig &config)
{
    return RecipeReader(account, places, config).read();
}

base::Result<Recipe::Sso> ssoOf(const QString &profile, const SharedConfig &config)
{
    const auto refuse = [](const QString &sentence) {
        return base::fail(base::Error::Kind::Invalid, sentence, {}, Cause::AwsProfileUnknown);
    };
    const auto value = [&](const char *name) { return config.value(profile, QLatin1String(name)); };
    Recipe::Sso sso;
    sso.session = value("sso_session");
    sso.account = value("sso_account_id");
    sso.role = value("sso_role_name");
    sso.startUrl = value("sso_start_url");
    sso.region = value("sso_region");
    sso.scopes = value("sso_registration_scopes");
    if (sso.session.isEmpty() && sso.startUrl.isEmpty() && sso.account.isEmpty()
        && sso.role.isEmpty())
        return sso;
    if (!sso.session.isEmpty()) {
        const auto section = config.ssoSession(sso.session);
        if (!section)
            return refuse(
                QCoreApplication::translate(
                    "aws", "The AWS profile %1 names the sso-session %2, which does not exist.")
                    .arg(profile, sso.session));
        const auto take = [&](QString &into, const char *name) {
            const QString said = section->value(QLatin1String(name));
            const bool agree = into.isEmpty() || said.isEmpty() || into == said;
            if (!said.isEmpty())
                into = said;
            return agree;
        };
        if (!take(sso.startUrl, "sso_start_url") || !take(sso.region, "sso_region"))
            return refuse(QCoreApplication::translate(
                              "aws",
                              "The AWS profile %1 and its sso-session %2 do not agree on "
                              "sso_start_url or sso_region.")
                              .arg(profile, sso.session));
        take(sso.scopes, "sso_registration_scopes");
    }
    const bool onlyToken = !sso.session.isEmpty() && sso.account.isEmpty() && sso.role.isEmpty();
    if (sso.startUrl.isEmpty() || sso.region.isEmpty()
        || (!onlyToken && (sso.account.isEmpty() || sso.role.isEmpty())))
        return refuse(QCoreApplication::translate(
                          "aws",
                          "The AWS profile %1 signs in by SSO, but one of sso_start_url, "
                          "sso_region, sso_account_id and sso_role_name is missing.")
                          .arg(profile));
    return sso;
}

base::Result<Recipe::Sso> signInOf(const QString &profile, const Places &places,
                                   const SharedConfig &config)
{
    Account account;
    account.profile = profile;
    account.profile = profileOf(account, places);
    if (const auto recipe = recipeFor(account, places, config)) {
        if (const auto *sso = std::get_if<Recipe::Sso>(&recipe->source))
            return *sso;
    }
    return ssoOf(account.profile, config);
}

QString profileOf(const Account &account, const Places &places)
{
    if (!account.profile.isEmpty())
        return account.profile;
    const QString set = places.environment.value(QStringLiteral("AWS_PROFILE"));
    return set.isEmpty() ? QStringLiteral("default") : set;
}

QString profileOfKeys(const Account &account, const Places &places)
{
    if (!account.profile.isEmpty())
        return account.profile;
    const auto recipe = recipeFor(account, places, SharedConfig::read(places));
    if (!recipe || (recipe->profile.isEmpty() && recipe->roles.isEmpty()))
        return {};
    // A profile that is chosen by its name has no web identity of the environment.
    if (std::holds_alternative<Recipe::WebIdentity>(recipe->source) && recipe->roles.isEmpty()) {
        for (const char *name :
             { "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME" }) {
            if (!places.environment.value(QLatin1String(name)).isEmpty())
                return {};
        }
    }
    return profileOf(account, places);
}

base::Error profileUnknown(const QString &profile, const Places &places)
{
    return { base::Error::Kind::Invalid,
             QCoreApplication::translate("aws",
                                         "The AWS profile %1 is neither in %2 nor in %3. Choose "
                                         "another profile, or add it there.")
                 .arg(profile, places.configFile, places.credentialsFile),
             {},
             Cause::AwsProfileUnknown };
}

QString atHome(const QString &path, const Places &places)
{
    return path.startsWith(QLatin1String("~/")) ? places.home + path.sliced(1) : path;
}

} // namespace aws
