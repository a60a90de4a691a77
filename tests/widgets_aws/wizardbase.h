#pragma once
#include "aws/keycache.h"
#include "support/awsregion.h"
#include "support/identitycenter.h"
#include "widgets/aws/awswizard.h"
#include "widgets/common/theme.h"
#include <QAbstractButton>
#include <QApplication>
#include <QDesktopServices>
#include <QFile>
#include <QLabel>
#include <QPointer>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

/// The wizard over a window, a fake account and a fake IAM Identity Center, worked by real keys.
class WizardBase : public QObject {
    Q_OBJECT

protected:
    QTemporaryDir m_dir;
    std::unique_ptr<support::HttpFake> m_service;
    std::unique_ptr<support::AwsRegion> m_region;
    std::unique_ptr<QWidget> m_host;
    ui::AwsWizard *m_wizard = nullptr;
    QList<profiles::Profile> m_made;
    QList<ui::AwsWizard::Next> m_next;
    support::IdentityCenter m_center;
    QList<QUrl> m_opened; ///< in the browser
    decltype(aws::Places::environment) m_environment; ///< besides what every test has

    [[nodiscard]] aws::Places places(bool keys = true) const
    {
        aws::Places places;
        places.environment = m_environment;
        places.environment.insert(QStringLiteral("AWS_ENDPOINT_URL"), m_service->url().toString());
        places.home = m_dir.path();
        places.configFile = m_dir.filePath(QStringLiteral("config"));
        places.credentialsFile = m_dir.filePath(QStringLiteral("credentials"));
        places.ssoCache = m_dir.filePath(QStringLiteral("sso"));
        places.now = [] { return QDateTime::currentDateTimeUtc(); };
        places.cache = std::make_shared<aws::KeyCache>();
        if (keys) {
            places.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"),
                                      QStringLiteral("AKIDEXAMPLE"));
            places.environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                                      QStringLiteral("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
        }
        return places;
    }
    void open(ui::AwsWizard::Start start = {}, bool keys = true)
    {
        if (start.region.isEmpty())
            start.region = QStringLiteral("eu-central-1");
        m_wizard = new ui::AwsWizard(places(keys), nullptr, start, m_host.get());
        connect(m_wizard, &ui::AwsWizard::made, this,
                [this](const profiles::Profile &profile, ui::AwsWizard::Next next) {
                    m_made += profile;
                    m_next += next;
                });
    }
    void writeConfig(const QByteArray &text) const
    {
        QFile config(m_dir.filePath(QStringLiteral("config")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        QCOMPARE(config.write(text), text.size());
    }
    /// As a profile of SSO whose sign-in has expired.
    void openWithSso(ui::AwsWizard::Start start = {})
    {
        writeConfig("[profile shop]\nsso_session = corp\nsso_account_id = 123456789012\n"
                    "sso_role_name = Reader\nregion = eu-central-1\n"
                    "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\n"
                    "sso_region = eu-north-1\n");
        m_center = {};
        const auto region = m_service->answer;
        m_service->answer = [this, region](const support::HttpSeen &seen) {
            return support::IdentityCenter::takes(seen) ? m_center(seen) : region(seen);
        };
        start.profile = QStringLiteral("shop");
        open(start, false);
    }
    void openExpired()
    {
        openWithSso();
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardSignIn")->isVisible());
    }
    void closeWizard() const
    {
        const QPointer<QWidget> wizard(m_wizard);
        child<QAbstractButton>("sheetClose")->click();
        QTRY_VERIFY(!wizard);
    }
    template <typename T = QWidget> T *child(const char *name) const
    {
        auto *found = m_host->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void goToCaches(int caches) const
    {
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCaches")->isVisible());
        QTRY_COMPARE(table()->model()->rowCount(), caches);
        QTRY_VERIFY(!child<QLabel>("wizardState")->text().contains(QStringLiteral("…")));
    }
    [[nodiscard]] QTableView *table() const { return child<QTableView>("wizardCacheTable"); }
    [[nodiscard]] QTableView *bastions() const { return child<QTableView>("wizardBastionTable"); }
    void nothingRendersMarkup() const
    {
        const auto renders = [](const QString &text) {
            return Qt::mightBeRichText(text) && text.contains(QStringLiteral("<img"));
        };
        for (const QWidget *widget : m_host->findChildren<QWidget *>()) {
            QVERIFY2(!renders(widget->toolTip()), qPrintable(widget->objectName()));
            if (const auto *label = qobject_cast<const QLabel *>(widget))
                QVERIFY2(label->textFormat() == Qt::PlainText || !renders(label->text()),
                         qPrintable(label->objectName() + label->text()));
        }
        for (const QAbstractItemView *view : { table(), bastions() }) {
            for (int row = 0; row < view->model()->rowCount(); ++row) {
                for (int column = 0; column < view->model()->columnCount(); ++column) {
                    const QModelIndex cell = view->model()->index(row, column);
                    QVERIFY(!renders(cell.data(Qt::ToolTipRole).toString()));
                    QVERIFY(!cell.data().toString().contains(u'\n'));
                }
            }
        }
    }
    static support::FakeCache cache(const char *id)
    {
        support::FakeCache made;
        made.id = QString::fromLatin1(id);
        return made;
    }

public Q_SLOTS:
    /// QDesktopServices calls it.
    void openPage(const QUrl &page) { m_opened += page; }

private Q_SLOTS:
    void initTestCase() { common::Theme::instance().setMode(common::Theme::Mode::Light); }
    void init()
    {
        QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "openPage");
        m_opened.clear();
        m_service = std::make_unique<support::HttpFake>();
        m_region = std::make_unique<support::AwsRegion>(*m_service);
        m_host = std::make_unique<QWidget>();
        m_host->resize(1280, 800);
        m_host->show();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
        m_made.clear();
        m_next.clear();
        m_environment.clear();
    }
    void cleanup()
    {
        m_host.reset();
        m_region.reset();
        m_service.reset();
        QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
        QFile::remove(m_dir.filePath(QStringLiteral("config")));
    }
};
