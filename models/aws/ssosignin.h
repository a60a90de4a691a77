#pragma once
#include "aws/places.h"
#include "base/resultsignal.h"
#include <QDateTime>
#include <QObject>
#include <QUrl>
#include <chrono>
#include <memory>

namespace aws {

/// Signs a profile in at IAM Identity Center by the device flow: a page in the browser on which the
/// person confirms a code. What comes of it goes into Places::cache, for this run of the program,
/// and never into the files of the CLI. Lives in the thread that made it.
class SsoSignIn final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SsoSignIn)

public:
    SsoSignIn(QString profile, Places places, QObject *parent = nullptr);
    ~SsoSignIn() override;

    void start();
    void cancel();
    /// How long a second between two questions whether the person has confirmed takes; tests
    /// shorten it.
    void setSecond(std::chrono::milliseconds second);

Q_SIGNALS:
    /// Open `page` in the browser; it shows `code` to compare. Good until `until`.
    void confirm(const QUrl &page, const QString &code, const QDateTime &until);
    void finished(const base::Result<> &result);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace aws
