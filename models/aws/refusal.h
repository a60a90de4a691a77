#pragma once
#include "aws/http.h"
#include "base/secret.h"

namespace aws {

/// What a service says when it refuses a call, in any of its forms: JSON with "__type" or "code",
/// XML of the query services, XML of EC2.
struct Refusal {
    enum class Means : quint8 {
        Other,
        Denied, ///< by a policy
        KeysExpired,
        KeysUnknown, ///< or no longer good; AWS says so of some expired keys, too
        SignatureWrong, ///< wrong secret, or a clock that is off
        ClockOff,
        Throttled,
        Failed, ///< the service itself, for now
    };

    int status = 0;
    QString code; ///< "AccessDeniedException"; empty = no service of AWS wrote this
    QString message; ///< as bareMessage() leaves it

    [[nodiscard]] Means means() const;
    [[nodiscard]] bool isPassing() const; ///< trying again may help
    /// "AccessDeniedException: User: arn:…", for Error::detail.
    [[nodiscard]] QByteArray words() const;
    /// Of "User: arn:… is not authorized to perform: ssm:StartSession on …"; empty = not told.
    [[nodiscard]] QString identity() const;
    [[nodiscard]] QString action() const;
};

/// Of an answer whose status is not 2xx, to a request in which `secrets` went.
[[nodiscard]] Refusal refusalOf(const HttpResponse &response,
                                const QList<base::Secret> &secrets = {});

/// A service's words as an error may have them: at most 2,000 characters, without the request that
/// some services repeat, and with nothing of `secrets`, neither as they are, nor as a form has
/// them, nor cut short.
[[nodiscard]] QString bareMessage(QString message, const QList<base::Secret> &secrets);

/// AWS's code in the detail of an error that a refusal became; empty = there is none.
[[nodiscard]] QByteArray codeOf(const base::Error &error);

/// True of a code by which AWS says that it does not know the access key, or that its secret is
/// another.
[[nodiscard]] bool blamesKeys(const QString &code);
/// True of an error of which the keys are the cause, as far as AWS tells: an access key that it
/// does not know, or a signature that no clock explains. Nothing but other keys helps.
[[nodiscard]] bool refusesKeys(const base::Error &error);

} // namespace aws
