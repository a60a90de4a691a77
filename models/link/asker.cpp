#include "link/asker.h"
#include "base/whendone.h"
#include <QCoreApplication>

namespace links {

namespace {

base::Result<base::Secret> codeOf(const PromptAnswer &answer)
{
    if (!answer.given || answer.words.isEmpty())
        return base::fail(base::Error::Kind::Cancelled,
                          QCoreApplication::translate("link", "No MFA code was given."), {},
                          base::Error::Cause::AwsSignInExpired);
    return answer.words.constFirst();
}

} // namespace

QFuture<base::Result<base::Secret>> Asker::mfaCode(const aws::MfaQuestion &question)
{
    Prompt asked;
    asked.kind = Prompt::Kind::MfaCode;
    asked.hop = -1;
    asked.address = question.profile;
    asked.user = question.device;
    asked.lines = { { QCoreApplication::translate("link", "Code of %1:").arg(question.device),
                      true } };
    asked.again = question.again;
    auto promise = std::make_shared<QPromise<base::Result<base::Secret>>>();
    promise->start();
    prompt(asked)
        .then([promise](const QFuture<PromptAnswer> &future) {
            promise->addResult(codeOf(future.resultCount() ? future.result() : PromptAnswer()));
            promise->finish();
        })
        .onCanceled([promise] {
            promise->addResult(codeOf({}));
            promise->finish();
        });
    return promise->future();
}

} // namespace links
