//! Which visitors are machines that say so, and of which kind.
//!
//! Nothing depends on this but what a `VIEWED` event says: a GET changes nothing, whoever sends it. It is therefore kept
//! simple, and errs towards "a person". Scanners that pretend to be a browser, as Microsoft's Safe Links does, are not told
//! apart, and need not be.

use latchstring_domain::event::AgentClass;

/// Programs that fetch links by themselves, as their user agents name them, in lower case. Some name several; the first list
/// that has one decides.
const KNOWN: [(AgentClass, &[&str]); 4] = [
    (AgentClass::Preview, PREVIEWS),
    (AgentClass::MailScanner, MAIL_SCANNERS),
    (AgentClass::Program, PROGRAMS),
    (AgentClass::Crawler, CRAWLERS),
];

/// In chats and social networks. iMessage sends the names of Facebook's and Twitter's.
const PREVIEWS: &[&str] = &[
    "slackbot",
    "slack-imgproxy",
    "facebookexternalhit",
    "facebot",
    "whatsapp/",
    "telegrambot",
    "discordbot",
    "twitterbot",
    "linkedinbot",
    "skypeuripreview",
    "mattermost-bot",
    "iframely",
    "embedly",
    "redditbot",
    "pinterestbot",
];

/// Mail programs, and gateways that open links before the recipient does.
const MAIL_SCANNERS: &[&str] = &[
    "microsoftpreview",
    "bingpreview",
    "ms-office",
    "microsoft office",
    "googleimageproxy",
    "yahoomailproxy",
    "barracuda",
    "mimecast",
    "proofpoint",
    "symantec",
    "trendmicro",
    "forcepoint",
    "cloudmark",
    "urldefense",
];

/// HTTP libraries, command lines, and browsers that are run by programs.
const PROGRAMS: &[&str] = &[
    "headlesschrome",
    "phantomjs",
    "puppeteer",
    "playwright",
    "curl/",
    "wget/",
    "python-requests/",
    "python-urllib/",
    "python-httpx/",
    "aiohttp/",
    "go-http-client/",
    "java/",
    "apache-httpclient/",
    "okhttp/",
    "libwww-perl/",
    "node-fetch",
    "axios/",
    "undici",
    "reqwest/",
];

/// What crawlers call themselves. With the slash before the version: there are telephones named Cubot.
const CRAWLERS: &[&str] = &["bot/", "bot;", "crawler", "spider", "urlscan"];

/// What a user agent says of itself. One without a name is none of a browser: every one sends its own.
pub(super) fn class(user_agent: Option<&str>) -> AgentClass {
    let Some(agent) = user_agent.map(str::to_ascii_lowercase).filter(|agent| !agent.is_empty()) else {
        return AgentClass::Unnamed;
    };
    let named = KNOWN.iter().find(|(_, names)| names.iter().any(|name| agent.contains(name)));
    named.map_or(AgentClass::Browser, |(class, _)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t008_t164_machines_that_say_so_are_told_from_people_and_by_their_kind() {
        for (agent, expected) in [
            ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", AgentClass::Preview),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) \
                 Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
                AgentClass::Preview,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b",
                AgentClass::MailScanner,
            ),
            ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", AgentClass::Crawler),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0",
                AgentClass::Program,
            ),
            ("curl/8.5.0", AgentClass::Program),
            ("", AgentClass::Unnamed),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/18.1 Mobile/15E148 Safari/604.1",
                AgentClass::Browser,
            ),
            (
                "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 20 Build/SP1A) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/131.0.0.0 Mobile Safari/537.36",
                AgentClass::Browser,
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", AgentClass::Browser),
        ] {
            assert_eq!(class(Some(agent)), expected, "{agent}");
        }
        assert_eq!(class(None), AgentClass::Unnamed);
    }
}
