#pragma once
#include "link/asker.h"
#include <QThreadPool>
#include <atomic>
#include <functional>
#include <memory>

namespace cli {

/// Asks on the terminal what a tunnel needs to know, one question after the other, in a thread of
/// its own. Nothing is remembered beyond the tunnel. A question that is withdrawn, or open when
/// this ends, leaves the terminal as it was.
class TerminalAsker final : public links::Asker {
public:
    /// Null where nobody can be asked: standard input is not a terminal.
    [[nodiscard]] static std::shared_ptr<links::Asker> where();

    TerminalAsker();
    ~TerminalAsker() override;
    Q_DISABLE_COPY_MOVE(TerminalAsker)

    [[nodiscard]] QFuture<links::HostKeyAnswer>
    hostKey(const links::HostKeyQuestion &question) override;
    [[nodiscard]] QFuture<links::PromptAnswer> prompt(const links::Prompt &prompt) override;
    void proved(const links::Prompt &prompt, const links::PromptAnswer &answer) override;

private:
    template <typename Answer>
    QFuture<Answer> ask(std::function<Answer(const std::function<bool()> &)> question);

    std::atomic_bool m_ending = false;
    QThreadPool m_thread;
};

} // namespace cli
