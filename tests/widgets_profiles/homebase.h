#pragma once
#include "profiles/secretstore.h"
#include "widgets/common/theme.h"
#include "widgets/profiles/homepage.h"
#include "widgets/profiles/profileeditor.h"
#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

class FakeKeychain final : public profiles::SecretBackend {
public:
    QFuture<base::Result<>> probe() override { return memory.probe(); }
    QFuture<base::Result<base::Secret>> read(const QUuid &id, profiles::SecretSlot slot) override
    {
        return memory.read(id, slot);
    }
    QFuture<base::Result<>> write(const QUuid &id, profiles::SecretSlot slot,
                                  const base::Secret &secret) override
    {
        return memory.write(id, slot, secret);
    }
    QFuture<base::Result<>> remove(const QUuid &id, profiles::SecretSlot slot) override
    {
        return memory.remove(id, slot);
    }
    profiles::MemorySecrets memory;
};

inline profiles::Profile named(const char *name, const char *group = "",
                               profiles::Environment environment = {})
{
    profiles::Profile p;
    p.name = QString::fromUtf8(name);
    p.group = QString::fromUtf8(group);
    p.environment = environment;
    return p;
}

/// Home over a store in a temporary folder, worked by clicks and keys; with a keychain or with a
/// vault.
class HomeBase : public QObject {
    Q_OBJECT

protected:
    QTemporaryDir m_dir;
    std::unique_ptr<profiles::ProfileStore> m_store;
    std::unique_ptr<profiles::SecretStore> m_secrets;
    std::unique_ptr<ui::HomePage> m_home;
    FakeKeychain *m_keychain = nullptr;

    template <typename T = QWidget> T *child(const char *name) const
    {
        auto *found = m_home->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    void click(const char *name) const
    {
        QTest::mouseClick(child<QAbstractButton>(name), Qt::LeftButton);
    }
    void type(const char *name, const QString &text) const
    {
        auto *field = child<QLineEdit>(name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    QString title() const { return child<QLabel>("profileTitle")->text(); }
    QTreeView *tree() const { return child<QTreeView>("connectionTree"); }

    void open(bool keychain = true)
    {
        std::unique_ptr<FakeKeychain> fake;
        if (keychain)
            fake = std::make_unique<FakeKeychain>();
        m_keychain = fake.get();
        m_secrets = std::make_unique<profiles::SecretStore>(
            std::move(fake),
            std::make_unique<profiles::Vault>(m_dir.filePath(QStringLiteral("%1.vault").arg(run)),
                                              profiles::vault::Cost::least()));
        m_home = std::make_unique<ui::HomePage>(*m_store, *m_secrets);
        m_home->resize(1312, 836);
        m_home->show();
        QVERIFY(QTest::qWaitForWindowActive(m_home.get()));
    }

    int run = 0;

private Q_SLOTS:
    void initTestCase() { common::Theme::instance().setMode(common::Theme::Mode::Light); }

    void init()
    {
        m_home.reset();
        m_secrets.reset();
        m_store = std::make_unique<profiles::ProfileStore>(
            m_dir.filePath(QStringLiteral("%1.json").arg(++run)));
        m_store->load();
        QTRY_VERIFY(m_store->isLoaded());
    }
    void cleanup()
    {
        m_home.reset();
        m_secrets.reset();
        m_store.reset();
    }
};
