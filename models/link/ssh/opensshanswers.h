#pragma once
#include "base/result.h"
#include "link/asker.h"
#include "link/ssh/askpassdesk.h"
#include "link/ssh/opensshtexts.h"
#include "profiles/profile.h"
#include "profiles/sshsecrets.h"
#include <QHash>
#include <memory>

namespace links {

/// What is known for the questions of ssh, as long as a tunnel lives.
struct OpenSshKnown {
    QList<profiles::SshHop> hops; ///< none for an alias; key files without "~"
    QString bastion; ///< of sentences: "bastion.example:22", or the alias
    profiles::SshSecrets stored;
    QHash<QString, base::Secret> proved; ///< by question: what has let us in before
};

/// Answers the questions of one `ssh` while it signs in: from what is stored or has proved right,
/// else by asking the person. A stored answer is given once; when the same question comes again,
/// it was wrong. What is stored for a hop only goes to that hop: nothing stored answers a question
/// whose words fit none of `hops` (the person's configuration leads by other hosts as well) or more
/// than one, and what is typed there is not offered to be stored.
class OpenSshAnswers final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenSshAnswers)

public:
    OpenSshAnswers(std::shared_ptr<OpenSshKnown> known, std::shared_ptr<Asker> asker,
                   QObject *parent);
    ~OpenSshAnswers() override;

    void hear(AskpassCall *call);
    /// ssh is through: what was typed and not refused has proved right. `by` = what the `ssh` of
    /// each hop has said of it.
    void signedIn(const QList<OpenSshSignIn> &by);
    /// The person did something that the next sign-in would ask for anew.
    [[nodiscard]] bool neededThePerson() const { return m_neededThePerson; }
    [[nodiscard]] bool isAsking() const { return m_asking > 0; }

Q_SIGNALS:
    /// The sign-in is not to go on.
    void gaveUp(const base::Error &why);
    /// isAsking() has changed.
    void askingChanged();

private:
    struct Given {
        Prompt prompt;
        PromptAnswer answer;
        OpenSshSignIn way; ///< where and by which method, of a password
    };
    template <typename T, typename Done>
    void ask(AskpassCall *call, const QFuture<T> &future, Done done);
    void askHostKey(AskpassCall *call, const OpenSshQuestion &question);
    void askWords(AskpassCall *call, const OpenSshQuestion &question);
    void take(AskpassCall *call, const QString &key, const Given &given, bool mayServe);
    [[nodiscard]] bool wasAccepted(const QString &key, const Given &given,
                                   const QList<OpenSshSignIn> &by) const;
    [[nodiscard]] QList<int> hopsOf(const OpenSshQuestion &question) const;
    [[nodiscard]] QString addressOf(const OpenSshQuestion &question, const QList<int> &hops) const;
    [[nodiscard]] Prompt promptFor(const OpenSshQuestion &question, const QList<int> &hops) const;
    [[nodiscard]] base::Secret storedFor(const Prompt &prompt, const QList<int> &hops) const;
    [[nodiscard]] base::Error nobodyToAsk(const Prompt &prompt) const;

    std::shared_ptr<OpenSshKnown> m_known;
    std::shared_ptr<Asker> m_asker;
    QHash<QString, Given> m_given; ///< by question: the last answer of the person's
    QHash<QString, int> m_times; ///< by question: how often it came
    int m_asking = 0;
    bool m_neededThePerson = false;
};

} // namespace links
