#pragma once
#include "link/asker.h"
#include <QFutureWatcher>
#include <QObject>
#include <functional>
#include <memory>

namespace links {

/// One question to the person, withdrawn when this is destroyed.
class SshQuestion final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshQuestion)

public:
    /// `done` comes from the event loop, with the answer or one that is not given.
    SshQuestion(Asker &asker, Prompt prompt, std::function<void(const PromptAnswer &)> done);
    ~SshQuestion() override;

private:
    const Prompt m_prompt;
    QFutureWatcher<PromptAnswer> m_answer;
};

} // namespace links
