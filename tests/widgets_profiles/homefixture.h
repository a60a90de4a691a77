#pragma once
#include "support/wait.h"
#include "widgets/common/theme.h"
#include "widgets/profiles/homepage.h"
#include "widgets/profiles/profileeditor.h"
#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

/// Home over a store in a temporary folder and a keychain in memory, worked by real key events.
class HomeFixture {
public:
    HomeFixture()
    {
        store = std::make_unique<profiles::ProfileStore>(dir.filePath(QStringLiteral("p.json")));
        store->load();
        if (!QTest::qWaitFor([this] { return store->isLoaded(); }))
            qFatal("the store does not load");
        auto memory = std::make_unique<profiles::MemorySecrets>();
        keychain = memory.get();
        secrets = std::make_unique<profiles::SecretStore>(std::move(memory), nullptr);
    }

    void open()
    {
        home = std::make_unique<ui::HomePage>(*store, *secrets);
        home->resize(1312, 836);
        home->show();
        if (!QTest::qWaitForWindowActive(home.get()))
            qFatal("the window does not become active");
    }
    template <typename T = QWidget> T *child(const char *name) const
    {
        auto *found = home->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    [[nodiscard]] QWidget *focus() const { return QApplication::focusWidget(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(focus(), static_cast<Qt::Key>(key), modifiers);
    }
    void type(const char *text) const { QTest::keyClicks(focus(), QString::fromUtf8(text)); }
    /// Tab until the widget of that name has the focus; false when the round is over before.
    [[nodiscard]] bool tabTo(const char *name) const
    {
        for (int i = 0; i < 200; ++i) {
            if (focus() && focus()->objectName() == QLatin1String(name))
                return true;
            press(Qt::Key_Tab);
        }
        return false;
    }
    /// To the page of that number by the arrow keys in the row of pages.
    [[nodiscard]] bool goToPage(ui::ProfileEditor::Page page) const
    {
        if (!tabTo("profilePages"))
            return false;
        auto *tabs = static_cast<QTabBar *>(focus());
        for (int i = 0; i < 6 && tabs->currentIndex() > static_cast<int>(page); ++i)
            press(Qt::Key_Left);
        for (int i = 0; i < 6 && tabs->currentIndex() < static_cast<int>(page); ++i)
            press(Qt::Key_Right);
        return tabs->currentIndex() == static_cast<int>(page);
    }
    [[nodiscard]] profiles::Profile saved() const
    {
        return store->profiles().isEmpty() ? profiles::Profile() : store->profiles().last();
    }

    QTemporaryDir dir;
    std::unique_ptr<profiles::ProfileStore> store;
    profiles::MemorySecrets *keychain = nullptr;
    std::unique_ptr<profiles::SecretStore> secrets;
    std::unique_ptr<ui::HomePage> home;
};
