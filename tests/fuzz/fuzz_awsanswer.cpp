// What answers in a service's name may be anything: neither its XML nor its refusals make us read
// past them, nest without end or take over more of its words than we said.
#include "aws/refusal.h"
#include "aws/xml.h"
#include <cstdint>
#include <cstdlib>

namespace {

int elements(const aws::XmlElement &element, int depth)
{
    if (depth > 32 || element.text != element.text.trimmed())
        std::abort();
    int count = 1;
    for (const aws::XmlElement &child : element.children) {
        if (element.child(child.name).name != child.name)
            std::abort();
        count += elements(child, depth + 1);
    }
    return count;
}

void checkRefusal(const aws::Refusal &refusal)
{
    (void)refusal.means();
    if (refusal.message.size() > 2000 || refusal.code.size() > 128
        || refusal.message.contains(QLatin1String("Authorization=")))
        std::abort();
    for (const QChar c : refusal.code + refusal.action())
        if (!c.isLetterOrNumber() && !QStringLiteral("_.:-").contains(c))
            std::abort();
    for (const QChar c : refusal.identity())
        if (c.isSpace() || c == u'<' || c == u'&')
            std::abort();
    const base::Error error{ base::Error::Kind::Server, {}, refusal.words(), {} };
    if (!refusal.code.isEmpty() && aws::codeOf(error) != refusal.code.toUtf8())
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto read = aws::readXml(bytes);
    if (read ? elements(*read, 1) > 500'000 : read.error().kind != base::Error::Kind::Protocol)
        std::abort();

    aws::HttpResponse response;
    response.status = 400;
    response.body = bytes;
    checkRefusal(aws::refusalOf(response));
    response.body.clear();
    response.headers = { { "x-amzn-errortype", bytes }, { "date", bytes } };
    checkRefusal(aws::refusalOf(response));
    (void)aws::dateOf(response);
    return 0;
}
