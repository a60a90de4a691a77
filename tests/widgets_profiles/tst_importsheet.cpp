#include "profiles/exchange.h"
#include "widgets/profiles/foundmodel.h"
#include "widgets/profiles/importsheet.h"
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>

using profiles::Candidate;
using profiles::Found;

class TestImportSheet : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host;
    QPointer<ui::ImportSheet> m_sheet;

    template <typename T> T *child(const char *name) const
    {
        return m_sheet->findChild<T *>(QLatin1String(name));
    }
    QPushButton *save() const { return child<QPushButton>("importSave"); }

private Q_SLOTS:
    void init()
    {
        m_host = std::make_unique<QWidget>();
        m_host->resize(1100, 700);
        m_host->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_host.get()));
    }
    void cleanup() { m_host.reset(); }

    void model_followsTheRules()
    {
        ui::FoundModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFound({ { Found::Kind::Stated, QStringLiteral("Host"), QStringLiteral("h"), 1,
                           QStringLiteral("H=h") },
                         { Found::Kind::NotUnderstood, QStringLiteral("x"), {}, 0, {} } });
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.index(1, ui::FoundModel::LineColumn).data().isValid());
        QVERIFY(!model.index(0, ui::FoundModel::KindColumn).data(Qt::DecorationRole).isNull());
        model.setFound({});
        QCOMPARE(model.rowCount(), 0);
    }

    void severalConnections_areTakenAsChecked()
    {
        m_sheet = new ui::ImportSheet("a.example:1\nb.example:2\nc.example:3\n", m_host.get());
        QSignalSpy chosen(m_sheet, &ui::ImportSheet::chosen);
        QTRY_COMPARE(child<QListWidget>("importList")->count(), 3);
        QVERIFY(save()->isEnabled());
        QVERIFY(!child<QPushButton>("importConnect")->isEnabled()); // which of them?
        child<QListWidget>("importList")->item(1)->setCheckState(Qt::Unchecked);
        save()->click();
        QCOMPARE(chosen.size(), 1);
        const auto list = chosen.at(0).at(0).value<QList<Candidate>>();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[1].profile.host, QStringLiteral("c.example"));
    }

    void connectionWithAMissingPassword_isListedByItsAddressAndEachTraitOnce()
    {
        m_sheet = new ui::ImportSheet("spring.data.redis.host=cache.example\n"
                                      "spring.data.redis.password=${NOT_GIVEN}\n"
                                      "spring.data.redis.ssl.enabled=true\n",
                                      m_host.get());
        QTRY_COMPARE(child<QListWidget>("importList")->count(), 1);
        const QString row = child<QListWidget>("importList")->item(0)->text();
        QVERIFY2(row.contains(QStringLiteral("cache.example:6379")), qPrintable(row));
        QCOMPARE(row.count(QStringLiteral("TLS")), 1);
        QVERIFY(!save()->isEnabled());
    }

    void tooltip_showsTheLineAsItStands()
    {
        ui::FoundModel model;
        const QString line = QStringLiteral("HOST=\"<b>x</b>\"");
        model.setFound({ { Found::Kind::Stated, QStringLiteral("Host"), {}, 1, line } });
        QTextDocument shown;
        shown.setHtml(
            model.index(0, ui::FoundModel::SourceColumn).data(Qt::ToolTipRole).toString());
        QCOMPARE(shown.toPlainText(), line);
    }

    void programOfAFile_isNamedAndCancelIsTheDefault()
    {
        m_sheet = new ui::ImportSheet(
            QByteArray("{'larder': 1, 'profiles': [{'name': 'n', 'host': 'h.example',"
                       "'authentication': 'password', 'passwordSource': 'command',"
                       "'passwordCommand': ['sh', '-c', 'evil']}]}")
                .replace('\'', '"'),
            m_host.get());
        QTRY_VERIFY(save()->isEnabled());
        auto *warning = child<QLabel>("importWarning");
        QVERIFY(warning->isVisible());
        QVERIFY(warning->text().contains(QLatin1String("\"sh\" \"-c\" \"evil\"")));
        QVERIFY(child<QPushButton>("importCancel")->hasFocus());
        child<QListWidget>("importList")->item(0)->setCheckState(Qt::Unchecked);
        QVERIFY(!warning->isVisible());
    }

    void cancel_savesNothing()
    {
        m_sheet = new ui::ImportSheet("a.example:1\nb.example:2\n", m_host.get());
        QSignalSpy chosen(m_sheet, &ui::ImportSheet::chosen);
        QTRY_VERIFY(save()->isEnabled());
        child<QPushButton>("importCancel")->click();
        QTRY_VERIFY(m_sheet.isNull());
        QCOMPARE(chosen.size(), 0);
    }

    void sealedExport_opensWithItsPassword()
    {
        profiles::Exchanged one;
        one.profile.host = QStringLiteral("h.example");
        one.profile.authentication = profiles::Authentication::Password;
        one.secrets.password = base::Secret("s3cret");
        const auto sealed = profiles::exportProfiles({ one }, base::Secret("word"));
        QVERIFY(sealed.has_value());
        m_sheet = new ui::ImportSheet(*sealed, m_host.get());
        auto *password = child<QLineEdit>("importPassword");
        QTRY_VERIFY(password->isVisible());
        QVERIFY(!save()->isEnabled());
        password->setText(QStringLiteral("wrong"));
        QTest::keyClick(password, Qt::Key_Return);
        const QString reading = child<QLabel>("importState")->text();
        QTRY_VERIFY(child<QLabel>("importState")->text() != reading);
        QVERIFY(password->isVisible() && !save()->isEnabled());
        password->setText(QStringLiteral("word"));
        QTest::keyClick(password, Qt::Key_Return);
        QTRY_VERIFY(save()->isEnabled());
        QVERIFY(!password->isVisible());
        QSignalSpy chosen(m_sheet, &ui::ImportSheet::chosen);
        child<QPushButton>("importConnect")->click();
        const auto list = chosen.at(0).at(0).value<QList<Candidate>>();
        QCOMPARE(list.first().secrets.password.reveal(), QByteArray("s3cret"));
        QVERIFY(chosen.at(0).at(1).toBool());
    }

    void file_isReadInTheBackground()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("x.env")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("REDIS_HOST=h.example\n");
        file.close();
        m_sheet = ui::ImportSheet::ofFile(file.fileName(), m_host.get());
        QTRY_VERIFY(save()->isEnabled());
        QVERIFY(child<QTableView>("importFound")->model()->rowCount() >= 1);
        delete m_sheet;
        m_sheet = ui::ImportSheet::ofFile(dir.filePath(QStringLiteral("none")), m_host.get());
        auto *state = child<QLabel>("importState");
        const QString reading = state->text();
        QTRY_VERIFY(state->text() != reading);
        QVERIFY(!save()->isEnabled());
    }
};

QTEST_MAIN(TestImportSheet)
#include "tst_importsheet.moc"
