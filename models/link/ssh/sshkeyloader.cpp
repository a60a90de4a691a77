#include "link/ssh/sshkeyloader.h"
#include "base/whendone.h"
#include "link/ssh/keyfile.h"
#include "link/ssh/ssherrors.h"
#include <QCoreApplication>

namespace links {

using Cause = base::Error::Cause;

namespace {

constexpr int mostQuestions = 3;

using Signature = base::Result<QByteArray>;

void passOn(const QFuture<Signature> &from, QObject *context,
            const std::shared_ptr<QPromise<Signature>> &to)
{
    base::whenDone(from, context, [to](const Signature &signature) {
        to->addResult(signature);
        to->finish();
    });
}

} // namespace

SshKeyLoader::SshKeyLoader(SshHopPlan plan, QString path, QObject *parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_path(std::move(path))
{
}

SshKeyLoader::~SshKeyLoader() = default;

void SshKeyLoader::start()
{
    read(m_plan.memory->passphrase.isEmpty() ? m_plan.secrets.keyPassphrase
                                             : m_plan.memory->passphrase);
}

void SshKeyLoader::read(const base::Secret &passphrase)
{
    m_passphrase = passphrase;
    const auto done = [this](const base::Result<IdentityPtr> &key) { readDone(key); };
    if (!m_path.isEmpty()) {
        base::whenDone(readKeyFile(m_plan.places.expanded(m_path), passphrase), this, done);
        return;
    }
    QByteArray text = m_plan.secrets.privateKey.reveal();
    base::whenDone(
        readPrivateKey(text, passphrase, QCoreApplication::translate("link", "the stored key")),
        this, done);
    base::wipe(text);
}

void SshKeyLoader::readDone(const base::Result<IdentityPtr> &key)
{
    if (key) {
        m_plan.memory->passphrase = m_passphrase;
        m_plan.memory->keepRight(m_given.first, m_given.second);
        Q_EMIT loaded(*key);
    } else if (key.error().cause == Cause::SshKeyPassphrase && m_plan.asker
               && m_questions < mostQuestions) {
        ask(m_questions > 0 || !m_plan.secrets.keyPassphrase.isEmpty());
    } else {
        Q_EMIT failed(key.error());
    }
}

void SshKeyLoader::ask(bool again)
{
    ++m_questions;
    Prompt prompt;
    prompt.kind = Prompt::Kind::KeyPassphrase;
    prompt.hop = m_plan.number;
    prompt.address = m_plan.address();
    prompt.user = m_plan.user();
    prompt.lines = { { QCoreApplication::translate("link", "Passphrase"), false } };
    prompt.keyFile = m_path;
    prompt.again = again;
    prompt.mayRemember = true;
    m_question = std::make_unique<SshQuestion>(
        *m_plan.asker, prompt,
        [this, prompt](const PromptAnswer &answer) { answered(prompt, answer); });
}

void SshKeyLoader::answered(const Prompt &prompt, const PromptAnswer &answer)
{
    m_question.release()->deleteLater(); // this runs inside it
    if (!answer.given) {
        Q_EMIT failed(ssherrors::givenUp(m_plan.address(), Cause::SshKeyPassphrase));
        return;
    }
    m_given = { prompt, answer };
    read(answer.words.constFirst());
}

SshFileKey::SshFileKey(SshHopPlan plan, QString path, QByteArray publicBlob)
    : m_plan(std::move(plan))
    , m_path(std::move(path))
    , m_publicBlob(std::move(publicBlob))
{
}

SshFileKey::~SshFileKey() = default;

QFuture<base::Result<QByteArray>> SshFileKey::sign(const QByteArray &data,
                                                   const QByteArray &algorithm)
{
    if (m_key)
        return m_key->sign(data, algorithm);
    const auto promise = std::make_shared<QPromise<Signature>>();
    promise->start();
    m_loader = std::make_unique<SshKeyLoader>(m_plan, m_path);
    QObject::connect(m_loader.get(), &SshKeyLoader::loaded, &m_context,
                     [this, promise, data, algorithm](const IdentityPtr &key) {
                         m_key = key;
                         passOn(key->sign(data, algorithm), &m_context, promise);
                     });
    QObject::connect(m_loader.get(), &SshKeyLoader::failed, &m_context,
                     [promise](const base::Error &why) {
                         promise->addResult(base::fail(why));
                         promise->finish();
                     });
    m_loader->start();
    return promise->future();
}

} // namespace links
