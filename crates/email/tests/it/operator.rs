use insta::assert_snapshot;
use latchstring_email::{Content, Ended, Mail, News, NoticeMail, TestMail};
use latchstring_i18n::Catalog;
use mail_parser::MessageParser;

use crate::world::{mail, written};

#[tokio::test]
async fn a_test_reads_well_in_every_language() {
    let mut texts = String::new();
    for language in Catalog::load().unwrap().languages() {
        let content = Content::Test(TestMail { host: "links.acme.example".to_owned() });
        let mail = Mail { locale: Some(language.tag().to_owned()), content, ..mail("") };
        let bytes = written(&mail).await.unwrap().bytes;
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let (subject, text) = (parsed.subject().unwrap(), parsed.body_text(0).unwrap());
        texts.push_str(&format!("== {language}: {subject}\n{text}\n"));
        assert!(parsed.body_html(0).unwrap().contains("links.acme.example"));
    }
    assert_snapshot!("test_texts", texts);
}

fn notice(news: News) -> Mail {
    let (workspace, about) = ("Acme".to_owned(), "Harbour & Söhne".to_owned());
    Mail {
        content: Content::Notice(Box::new(NoticeMail { workspace, about, news })),
        unsubscribe: Some("https://links.example/p/u/c2FtcGxl".into()),
        ..mail("")
    }
}

fn asked(ended: Ended) -> News {
    let (link, reference) = ("0192f0c1-0000-7000-8000-000000000042".to_owned(), Some("lease-7".to_owned()));
    News::LinkRequested { link, reference, ended }
}

fn connected() -> News {
    let connection = "0192f0c1-0000-7000-8000-000000000043".to_owned();
    News::Connected { provider: "Pacific Power".to_owned(), connection }
}

#[tokio::test]
async fn a_notice_reads_well_in_every_language() {
    let mut texts = String::new();
    for language in Catalog::load().unwrap().languages() {
        let news = [Ended::Expired, Ended::Revoked, Ended::Used].map(asked).into_iter().chain([connected()]);
        for news in news {
            let mail = Mail { locale: Some(language.tag().to_owned()), ..notice(news) };
            let bytes = written(&mail).await.unwrap().bytes;
            let parsed = MessageParser::default().parse(&bytes).unwrap();
            let (subject, text) = (parsed.subject().unwrap(), parsed.body_text(0).unwrap());
            texts.push_str(&format!("== {language}: {subject}\n{text}\n"));
        }
    }
    assert_snapshot!("notice_texts", texts);
    let bytes = written(&notice(asked(Ended::Expired))).await.unwrap().bytes;
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert_snapshot!("notice_html", parsed.body_html(0).unwrap());
}

#[tokio::test]
async fn t079_what_a_company_is_called_is_text_in_a_notice() {
    let mut mail = notice(connected());
    let Content::Notice(content) = &mut mail.content else { panic!() };
    content.about = "<img src=x>\r\nBcc: x@evil.example".to_owned();
    let bytes = written(&mail).await.unwrap().bytes;
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert!(!parsed.body_html(0).unwrap().contains("<img") && parsed.bcc().is_none());
}
