#pragma once
#include "link/asker.h"
#include "profiles/profilestore.h"
#include "profiles/secretstore.h"
#include <QFutureWatcher>
#include <QPointer>
#include <QSet>
#include <QWidget>
#include <deque>
#include <functional>
#include <memory>

namespace common {
class Sheet;
}

namespace app {

/// Where the questions of all tunnels come together: shown to the person as sheets over the window,
/// one at a time. Words that are to be remembered go to the secret store once they have proved
/// right. GUI thread.
class AskDesk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AskDesk)

public:
    /// The stores outlive it. Without its host nothing is asked any more: all is given up.
    AskDesk(profiles::ProfileStore &profiles, profiles::SecretStore &secrets, QWidget *host,
            QObject *parent = nullptr);
    ~AskDesk() override;

    /// Whom the tunnels of `owner` ask, which were made from `profile`. It may be called from any
    /// thread and outlive everything here. When `owner` goes, its questions are given up.
    [[nodiscard]] std::shared_ptr<links::Asker> asker(const profiles::Profile &profile,
                                                      QObject *owner);

Q_SIGNALS:
    /// Words that were to be remembered could not be kept.
    void problem(const base::Error &error);

private:
    class Voice;
    struct Door;
    struct Question {
        int voice = 0;
        QFuture<void> answer; ///< cancelled = withdrawn
        std::function<common::Sheet *(QWidget *host)> show;
        std::function<void()> giveUp; ///< nothing when it is answered already
    };
    struct Proved {
        profiles::Profile profile;
        links::Prompt prompt;
        base::Secret word;
    };

    void take(Question question);
    void showNext();
    void sheetClosed();
    void hostGone();
    void withdrawn();
    void giveUpAll(int voice);
    [[nodiscard]] bool canRemember(const profiles::Profile &profile,
                                   const links::Prompt &prompt) const;
    void keep(const Proved &proved);
    void keepNext();
    void merge(const base::Result<base::Secret> &stored);
    void kept(const base::Result<> &result);

    profiles::ProfileStore &m_profiles;
    profiles::SecretStore &m_secrets;
    QPointer<QWidget> m_host;
    std::shared_ptr<Door> m_door;
    int m_voices = 0; ///< handed out so far
    QSet<int> m_present; ///< those whose owner is there
    std::deque<Question> m_waiting;
    Question m_shown;
    QPointer<common::Sheet> m_sheet;
    QFutureWatcher<void> m_watcher; ///< of the shown one
    std::deque<Proved> m_proved; ///< the first is being kept
};

} // namespace app
