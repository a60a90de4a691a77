#pragma once
#include "aws/asker.h"
#include "aws/recipe.h"
#include "aws/sts.h"
#include <QPromise>

namespace aws {

/// One search for an account's keys, from the files to AWS's answers.
class KeyRun final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyRun)

public:
    KeyRun(Account account, Places places, QString region, std::shared_ptr<Asker> asker);
    ~KeyRun() override;

    /// Once. `refused`: what AWS does not take any longer, and does not count if it was kept.
    [[nodiscard]] QFuture<base::Result<Keys>> find(const Keys &refused);

private:
    bool takeKept(const Keys &refused);
    [[nodiscard]] QFuture<base::Result<Keys>> source();
    [[nodiscard]] QFuture<base::Result<Keys>> webIdentity(const Recipe::WebIdentity &identity);
    /// `secrets`: what goes in the request.
    [[nodiscard]] QFuture<base::Result<StsAnswer>>
    askSts(std::function<HttpRequest(const QDateTime &)> make, const QList<base::Secret> &secrets);
    void nextRole();
    void signIn();
    void joined(const base::Result<Keys> &result);
    void askCode(bool again);
    struct Code {
        base::Secret word; ///< of the MFA device; empty = none is needed
        bool again = false;
    };
    void assume(const Code &code);
    void assumed(const Code &code, const StsAnswer &answer);
    void finish(const base::Result<Keys> &result);
    [[nodiscard]] const Recipe::Role &role() const { return m_recipe.roles.at(m_next); }
    // Never the account's endpoint: what goes there are tokens and secrets, not signatures.
    [[nodiscard]] StsPlace sts(const QString &roleArn) const;
    [[nodiscard]] QUrl ssoAddress(const char *service, const QString &region) const;
    [[nodiscard]] QString keptAs(qsizetype role) const;

    const Account m_account;
    const Places m_places;
    const QString m_region; // empty = none is known
    const std::shared_ptr<Asker> m_asker;
    Http m_http;
    SharedConfig m_config;
    Recipe m_recipe;
    qsizetype m_next = 0; // of the roles
    QString m_signingIn; // the name of the search that others may wait for; empty = none
    qint64 m_skew = 0; // seconds by which AWS's clock is ahead of this computer's
    Keys m_keys;
    QPromise<base::Result<Keys>> m_promise;
};

} // namespace aws
