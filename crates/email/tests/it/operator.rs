use insta::assert_snapshot;
use latchstring_email::{Content, Mail, TestMail};
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
