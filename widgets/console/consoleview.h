#pragma once
#include "profiles/profile.h"
#include "widgets/console/completionpopup.h"
#include "widgets/console/lineinput.h"
#include "widgets/console/transcript.h"
#include <QAbstractScrollArea>
#include <QPointer>
#include <QTimer>

namespace ui {

class AskBar;

/// The console: what was run and answered, and the line being typed under it. Paints itself; the
/// model does the running. An input method composes inside the line: while it does, Enter, Space
/// and the arrows only commit, and the line runs on the next Enter.
class ConsoleView final : public QAbstractScrollArea {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConsoleView)

public:
    explicit ConsoleView(console::ConsoleModel *model, QWidget *parent = nullptr);
    ~ConsoleView() override;

    void focusInput();
    /// `host` is the address as the prompt shows it, "localhost:6379".
    void setPromptInfo(const QString &host, int db, profiles::Environment environment);
    /// The row of the safety table that its questions follow; setPromptInfo() sets the
    /// environment's.
    void setCaution(profiles::Environment environment) { m_environment = environment; }
    /// What has to be typed before a dangerous command; the host when not set.
    void setProfileName(const QString &name) { m_profileName = name; }
    /// As if typed and run.
    void runLine(const QByteArray &line);
    [[nodiscard]] QString inputText() const { return m_input.text(); }
    void setInputText(const QString &text);

    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

public Q_SLOTS:
    void clear();
    void copy();
    void paste();
    /// The list of Ctrl+R.
    void openHistory();

Q_SIGNALS:
    /// The person asks to see a key that a line names.
    void openKeyRequested(const QByteArray &key);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    enum class List : quint8 { None, Completions, History };
    struct InputRow {
        int start = 0;
        int length = 0;
    };

    // Layout and painting.
    void relayout();
    void contentChanged();
    void inputChanged();
    void followEnd();
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int margin() const;
    [[nodiscard]] int inputTop() const; ///< of the typed line, in viewport coordinates
    [[nodiscard]] QString inputPrompt() const;
    void layOutInput();
    [[nodiscard]] QPointF inputPoint(int position) const; ///< in shownText() with prompt
    [[nodiscard]] int inputPositionAt(const QPoint &point) const;
    [[nodiscard]] QRect cursorRect() const;
    void paintInput(QPainter *painter);
    void paintExamples(QPainter *painter);
    [[nodiscard]] QRect exampleRect(int i) const;
    [[nodiscard]] int exampleAt(const QPoint &point) const; ///< -1 = none there
    [[nodiscard]] static QString exampleText(int i);
    [[nodiscard]] QString ghostText() const;
    void placeAsk();

    // Keys.
    bool handleListKey(QKeyEvent *event);
    bool handleControlKey(QKeyEvent *event);
    bool endsComposition(const QKeyEvent *event);
    void commitComposition();
    void enter();
    void stepHistory(int direction);
    void complete(bool list);
    void refreshList();
    void closeList();
    void accept(int offer);
    void acceptGhost();
    void pasteText(const QString &text);
    void escape();
    void askToConfirm(const base::Error &why, const QByteArrayList &command);
    void askAnswered(bool yes);
    void retranslate();

    console::ConsoleModel *m_model;
    Transcript m_transcript;
    LineInput m_input;
    RowBreaker m_breaker;
    std::vector<InputRow> m_inputRows;
    QPointer<CompletionPopup> m_popup;
    AskBar *m_ask;
    QTimer m_blink;
    QTimer m_ticker;
    QString m_profileName;
    profiles::Environment m_environment = profiles::Environment::Local;
    console::Completions m_completions;
    List m_list = List::None;
    QStringList m_pasted; // waiting for the answer of the question bar
    QString m_typedBeforeHistory;
    qsizetype m_historyAt = -1; // -1 = not stepping
    qint64 m_composedAt = -1; // monotonic ms of the last commit
    qint64 m_escapeAt = -1;
    bool m_cursorOn = true;
    bool m_selecting = false;
    bool m_selectingInput = false;
    bool m_atEnd = true;
};

} // namespace ui
