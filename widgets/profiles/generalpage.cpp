#include "widgets/profiles/generalpage.h"
#include "widgets/common/paint.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/profiles/profiletexts.h"
#include <QButtonGroup>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace ui {

using common::SegmentedControl;
using common::Theme;
using profiles::Environment;
using profiles::Profile;

namespace {
constexpr int longestSocketPath = 107; // sun_path less its final NUL

/// A colour to choose: a dot in the colour, a ring when it is the one.
class Swatch final : public QAbstractButton {
public:
    explicit Swatch(QString colour)
        : m_colour(std::move(colour))
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        const int side = Theme::instance().px(28);
        setFixedSize(side, side);
        connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
    }
    void setEnvironment(Environment environment)
    {
        m_environment = environment;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = Theme::instance();
        const common::Tokens &t = theme.tokens();
        if (isChecked())
            common::paintBox(&painter, rect(), t.selection, t.accent);
        else if (underMouse())
            common::paintBox(&painter, rect(), t.hover, {});
        Profile profile;
        profile.colour = m_colour;
        profile.environment = m_environment;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(stripeColour(profile));
        const qreal size = theme.px(14);
        painter.drawEllipse(QRectF((width() - size) / 2, (height() - size) / 2, size, size));
    }

private:
    QString m_colour;
    Environment m_environment = Environment::Local;
};
} // namespace

GeneralPage::GeneralPage(QWidget *parent)
    : FormPage(parent)
    , m_name(new QLineEdit)
    , m_groupLabel(new common::PlainLabel)
    , m_group(new QComboBox)
    , m_environment(new SegmentedControl)
    , m_colours(new QButtonGroup(this))
    , m_colourRow(new QWidget)
    , m_way(new SegmentedControl)
    , m_host(new QLineEdit)
    , m_port(new QSpinBox)
    , m_portLabel(new common::PlainLabel)
    , m_socket(new QLineEdit)
    , m_db(new QSpinBox)
    , m_note(new QPlainTextEdit)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("generalPage"));
    m_name->setObjectName(QStringLiteral("profileName"));
    m_name->setMaxLength(200);
    m_group->setObjectName(QStringLiteral("profileGroup"));
    m_group->setEditable(true);
    m_group->setInsertPolicy(QComboBox::NoInsert);
    m_group->setMinimumWidth(theme.px(180));
    m_groupLabel->setRole(&common::Tokens::textSecondary);
    m_groupLabel->setBuddy(m_group);
    m_environment->setObjectName(QStringLiteral("profileEnvironment"));
    for (int i = 0; i < 4; ++i)
        m_environment->addSegment({})->setObjectName(QStringLiteral("environment%1").arg(i));
    m_way->setObjectName(QStringLiteral("profileAddressKind"));
    m_way->addSegment({})->setObjectName(QStringLiteral("addressKindTcp"));
    m_way->addSegment({})->setObjectName(QStringLiteral("addressKindUnix"));
    m_host->setObjectName(QStringLiteral("profileHost"));
    m_socket->setObjectName(QStringLiteral("profileSocket"));
    m_port->setObjectName(QStringLiteral("profilePort"));
    m_port->setRange(1, 65535);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_port->setGroupSeparatorShown(false);
    m_port->setFixedWidth(theme.px(80));
    m_portLabel->setRole(&common::Tokens::textSecondary);
    m_portLabel->setBuddy(m_port);
    m_db->setObjectName(QStringLiteral("profileDatabase"));
    m_db->setRange(0, 1'000'000);
    m_db->setFixedWidth(theme.px(96));
    m_note->setObjectName(QStringLiteral("profileNote"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(theme.px(64));
    for (QWidget *fixed : std::initializer_list<QWidget *>{ m_host, m_socket, m_port, m_db })
        fixed->setFont(theme.fixed());

    const auto pair = [&theme](QWidget *first, QWidget *label, QWidget *second) {
        auto *holder = new QWidget;
        auto *row = new QHBoxLayout(holder);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(theme.px(12));
        row->addWidget(first, 1);
        row->addWidget(label);
        row->addWidget(second);
        return holder;
    };
    const auto atLeft = [](QWidget *one) {
        auto *holder = new QWidget;
        auto *row = new QHBoxLayout(holder);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(one);
        row->addStretch(1);
        return holder;
    };
    makeColours();
    m_nameLine = addRow(pair(m_name, m_groupLabel, m_group), m_name);
    m_environmentLine = addRow(atLeft(m_environment), m_environment);
    m_colourLine = addRow(m_colourRow, m_colours->button(0));
    m_wayLine = addRow(atLeft(m_way), m_way);
    m_hostLine = addRow(pair(m_host, m_portLabel, m_port), m_host);
    m_socketLine = addRow(m_socket, m_socket);
    m_dbLine = addRow(atLeft(m_db), m_db);
    m_noteLine = addRow(outlined(m_note), m_note);

    connect(m_name, &QLineEdit::textChanged, this, &GeneralPage::touched);
    connect(m_group, &QComboBox::currentTextChanged, this, &GeneralPage::touched);
    connect(m_environment, &SegmentedControl::currentChanged, this, [this] {
        for (QAbstractButton *button : m_colours->buttons())
            static_cast<Swatch *>(button)->setEnvironment(environment());
        touched();
        if (!isFilling())
            Q_EMIT environmentChanged(environment());
    });
    connect(m_colours, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on)
            touched();
    });
    connect(m_way, &SegmentedControl::currentChanged, this, [this] {
        showAddressRows();
        touched();
    });
    connect(m_host, &QLineEdit::textChanged, this, &GeneralPage::touched);
    connect(m_port, &QSpinBox::valueChanged, this, &GeneralPage::touched);
    connect(m_socket, &QLineEdit::textChanged, this, &GeneralPage::touched);
    connect(m_db, &QSpinBox::valueChanged, this, &GeneralPage::touched);
    connect(m_note, &QPlainTextEdit::textChanged, this, &GeneralPage::touched);
    retranslate();
}

void GeneralPage::makeColours()
{
    auto *row = new QHBoxLayout(m_colourRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::instance().px(4));
    m_colourNames += QString();
    for (const QColor &colour : common::Tokens::light.series)
        m_colourNames += colour.name();
    for (int i = 0; i < m_colourNames.size(); ++i) {
        auto *swatch = new Swatch(m_colourNames.at(i));
        swatch->setObjectName(QStringLiteral("colour%1").arg(i));
        m_colours->addButton(swatch, i);
        row->addWidget(swatch);
    }
    row->addStretch(1);
}

void GeneralPage::retranslate()
{
    setLabel(m_nameLine, tr("Name"));
    m_groupLabel->setText(tr("Group"));
    m_group->setAccessibleName(tr("Group"));
    m_group->lineEdit()->setPlaceholderText(tr("none"));
    setLabel(m_environmentLine, tr("Environment"));
    for (int i = 0; i < 4; ++i)
        m_environment->setSegmentText(i, environmentText(static_cast<Environment>(i)));
    setLabel(m_colourLine, tr("Colour"));
    const QStringList names{ tr("Colour of the environment"),
                             tr("Blue"),
                             tr("Orange"),
                             tr("Green"),
                             tr("Pink"),
                             tr("Purple"),
                             tr("Teal") };
    for (int i = 0; i < names.size(); ++i) {
        m_colours->button(i)->setAccessibleName(names.at(i));
        m_colours->button(i)->setToolTip(names.at(i));
    }
    setLabel(m_wayLine, tr("Reached by"));
    m_way->setSegmentText(0, tr("Host and port"));
    m_way->setSegmentText(1, tr("Unix socket"));
    setLabel(m_hostLine, tr("Host"));
    m_portLabel->setText(tr("Port"));
    m_port->setAccessibleName(tr("Port"));
    setLabel(m_socketLine, tr("Socket path"));
    setLabel(m_dbLine, tr("Database"));
    setLabel(m_noteLine, tr("Note"));
}

void GeneralPage::setGroups(const QStringList &groups)
{
    const QSignalBlocker quiet(m_group);
    const QString text = m_group->currentText();
    m_group->clear();
    m_group->addItems(groups);
    m_group->setEditText(text);
}

Environment GeneralPage::environment() const
{
    return m_isDemo ? Environment::Demo
                    : static_cast<Environment>(qMax(0, m_environment->current()));
}

void GeneralPage::showAddressRows()
{
    const bool socket = m_way->current() == 1;
    setRowVisible(m_hostLine, !socket);
    setRowVisible(m_socketLine, socket);
}

void GeneralPage::fill(const Profile &profile)
{
    m_isDemo = profile.environment == Environment::Demo;
    m_name->setText(profile.name);
    m_group->setEditText(profile.group);
    m_environment->setCurrent(m_isDemo ? 0 : static_cast<int>(profile.environment));
    for (QAbstractButton *button : m_colours->buttons())
        static_cast<Swatch *>(button)->setEnvironment(profile.environment);
    const int colour = static_cast<int>(m_colourNames.indexOf(profile.colour));
    m_colours->button(qMax(0, colour))->setChecked(true);
    m_way->setCurrent(profile.unixSocket.isEmpty() ? 0 : 1);
    m_host->setText(profile.host);
    m_host->setCursorPosition(0);
    m_port->setValue(profile.port);
    m_socket->setText(profile.unixSocket);
    m_db->setValue(profile.db);
    m_note->setPlainText(profile.note);
    showAddressRows();
}

void GeneralPage::collect(Profile &profile) const
{
    profile.name = m_name->text().trimmed();
    profile.group = m_group->currentText().trimmed();
    profile.environment = environment();
    const bool other = !m_colourNames.contains(profile.colour); // not ours: kept unless replaced
    if (!other || m_colours->checkedId() > 0)
        profile.colour = m_colourNames.value(m_colours->checkedId());
    const bool socket = m_way->current() == 1;
    profile.unixSocket = socket ? m_socket->text() : QString();
    if (!socket) {
        profile.host = m_host->text().trimmed();
        profile.port = static_cast<quint16>(m_port->value());
    }
    profile.db = m_db->value();
    profile.note = m_note->toPlainText();
}

std::optional<FormPage::Problem> GeneralPage::check()
{
    std::optional<Problem> first;
    const auto judge = [&](int line, QWidget *field, const QString &problem) {
        setProblem(line, problem);
        if (!problem.isEmpty() && !first)
            first = Problem{ field, problem };
    };
    const bool socket = m_way->current() == 1;
    const QString host = m_host->text().trimmed();
    QString hostProblem;
    if (host.isEmpty())
        hostProblem = tr("Enter the name or the address of the server.");
    else if (host.contains(u' ') || host.contains(u'/') || host.contains(u'@'))
        hostProblem = tr("A host name has no spaces, slashes or @. Paste whole URLs into the line "
                         "at the top.");
    judge(m_hostLine, m_host, socket ? QString() : hostProblem);
    const QString path = m_socket->text();
    QString pathProblem;
    if (!path.startsWith(u'/'))
        pathProblem = tr("Enter the whole path of the socket, beginning with /.");
    else if (path.toUtf8().size() > longestSocketPath)
        pathProblem = tr("The system allows at most %n byte(s) in a socket path.", nullptr,
                         longestSocketPath);
    judge(m_socketLine, m_socket, socket ? pathProblem : QString());
    // Without a name of its own it goes by its address.
    Profile shown;
    collect(shown);
    m_name->setPlaceholderText(shown.address());
    return first;
}

void GeneralPage::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

} // namespace ui
