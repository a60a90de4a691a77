#pragma once
#include "link/ssh/identity.h"
#include "link/ssh/sshhop.h"
#include "link/ssh/sshquestion.h"

namespace links {

/// Reads a hop's private key, from a file or as it was stored, and asks for its passphrase where it
/// has one that is not at hand.
class SshKeyLoader final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshKeyLoader)

public:
    /// `path` as the profile has it; empty = the stored key.
    SshKeyLoader(SshHopPlan plan, QString path, QObject *parent = nullptr);
    ~SshKeyLoader() override;

    /// Ends in loaded() or failed(), from the event loop.
    void start();

Q_SIGNALS:
    void loaded(const links::IdentityPtr &key);
    /// As readPrivateKey() has it, and Kind::Cancelled when the person gave up.
    void failed(const base::Error &why);

private:
    void read(const base::Secret &passphrase);
    void readDone(const base::Result<IdentityPtr> &key);
    void ask(bool again);
    void answered(const Prompt &prompt, const PromptAnswer &answer);

    const SshHopPlan m_plan;
    const QString m_path;
    base::Secret m_passphrase;
    std::pair<Prompt, PromptAnswer> m_given; ///< m_passphrase, where the person gave it
    int m_questions = 0;
    std::unique_ptr<SshQuestion> m_question;
};

/// A key whose public half is known and whose private half is read when a server would take it: no
/// passphrase is asked for in vain.
class SshFileKey final : public Identity {
public:
    SshFileKey(SshHopPlan plan, QString path, QByteArray publicBlob);
    ~SshFileKey() override;

    [[nodiscard]] QByteArray publicBlob() const override { return m_publicBlob; }
    [[nodiscard]] QString name() const override { return m_path; }
    [[nodiscard]] QFuture<base::Result<QByteArray>> sign(const QByteArray &data,
                                                         const QByteArray &algorithm) override;

private:
    const SshHopPlan m_plan;
    const QString m_path;
    const QByteArray m_publicBlob;
    IdentityPtr m_key;
    std::unique_ptr<SshKeyLoader> m_loader;
    QObject m_context;
};

} // namespace links

Q_DECLARE_METATYPE(links::IdentityPtr)
