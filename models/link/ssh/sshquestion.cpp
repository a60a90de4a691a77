#include "link/ssh/sshquestion.h"

namespace links {

SshQuestion::SshQuestion(Asker &asker, Prompt prompt,
                         std::function<void(const PromptAnswer &)> done)
    : m_prompt(std::move(prompt))
{
    connect(&m_answer, &QFutureWatcherBase::finished, this, [this, done = std::move(done)] {
        const QFuture<PromptAnswer> future = m_answer.future();
        PromptAnswer answer = future.resultCount() ? future.result() : PromptAnswer();
        answer.given = answer.given && answer.words.size() == m_prompt.lines.size();
        std::function<void(const PromptAnswer &)>{ done }(answer); // it may destroy this
    });
    m_answer.setFuture(asker.prompt(m_prompt));
}

SshQuestion::~SshQuestion()
{
    m_answer.disconnect(this);
    m_answer.cancel();
}

} // namespace links
