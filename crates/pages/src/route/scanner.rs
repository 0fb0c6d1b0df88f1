//! Which visitors are machines that say so.
//!
//! Nothing depends on this but the mark on a "viewed" event: a GET changes nothing, whoever sends it. It is therefore kept
//! simple, and errs towards "a person". Scanners that pretend to be a browser, as Microsoft's Safe Links does, are not told
//! apart, and need not be.

/// Programs that fetch links by themselves, as their user agents name them, in lower case.
const KNOWN: &[&str] = &[
    // Previews in chats and social networks. iMessage sends the names of Facebook's and Twitter's.
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
    // Mail: previews, and gateways that open links before the recipient does.
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
    // Browsers that are run by programs.
    "headlesschrome",
    "phantomjs",
    "puppeteer",
    "playwright",
    // HTTP libraries and command lines.
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
    // What crawlers call themselves. With the slash before the version: there are telephones named Cubot.
    "bot/",
    "bot;",
    "crawler",
    "spider",
    "urlscan",
];

/// Whether the user agent is one of a machine. One without a name is: every browser sends one.
pub(super) fn is_automated(user_agent: Option<&str>) -> bool {
    let Some(agent) = user_agent.map(str::to_ascii_lowercase).filter(|agent| !agent.is_empty()) else {
        return true;
    };
    KNOWN.iter().any(|known| agent.contains(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t008_machines_that_say_so_are_told_from_people() {
        let machines = [
            "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) \
             Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "curl/8.5.0",
            "",
        ];
        let people = [
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
             Version/18.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 20 Build/SP1A) AppleWebKit/537.36 (KHTML, like Gecko) \
             Chrome/131.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
        ];
        assert!(machines.iter().all(|agent| is_automated(Some(agent))) && is_automated(None));
        assert!(!people.iter().any(|agent| is_automated(Some(agent))));
    }
}
