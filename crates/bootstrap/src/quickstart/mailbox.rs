use std::io;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use latchstring_pages::mailbox::{KeptMail, Mailbox, OpenedMail};
use mail_parser::{Address, Message, MessageParser, MimeHeaders as _};

/// How many mails are listed: who wants older ones finds them in the folder.
const LISTED: usize = 100;

/// The folder that mails are put into in place of sending them, as the pages show it.
pub(crate) struct MailFolder(pub(crate) PathBuf);

#[async_trait]
impl Mailbox for MailFolder {
    async fn mails(&self) -> io::Result<Vec<KeptMail>> {
        let folder = self.0.clone();
        blocking(move || list(&folder)).await
    }

    async fn mail(&self, name: &str) -> io::Result<Option<OpenedMail>> {
        let (folder, name) = (self.0.clone(), name.to_owned());
        blocking(move || open(&folder, &name)).await
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

/// As the transport names its files; nothing else is looked for, so no name leads out of the folder.
fn is_name(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn list(folder: &Path) -> io::Result<Vec<KeptMail>> {
    let files = match std::fs::read_dir(folder) {
        Ok(files) => files,
        // It is made with the first mail.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for file in files {
        let file = file?.file_name();
        let name = file.to_str().and_then(|file| file.strip_suffix(".eml"));
        names.extend(name.filter(|name| is_name(name)).map(str::to_owned));
    }
    // The name is an id that begins with the time.
    names.sort_unstable_by(|one, other| other.cmp(one));
    names.truncate(LISTED);
    let opened = names.iter().map(|name| Ok(open(folder, name)?.map(|opened| opened.mail)));
    Ok(opened.collect::<io::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn open(folder: &Path, name: &str) -> io::Result<Option<OpenedMail>> {
    if !is_name(name) {
        return Ok(None);
    }
    let raw = match std::fs::read(folder.join(format!("{name}.eml"))) {
        Ok(raw) => raw,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let Some(message) = MessageParser::default().parse(&raw) else { return Ok(None) };
    let mail = KeptMail {
        name: name.to_owned(),
        to: addresses(message.to()),
        subject: message.subject().unwrap_or_default().to_owned(),
        at: message.date().map(at).unwrap_or_default(),
    };
    let from = addresses(message.from());
    let html = message.body_html(0).filter(|_| message.html_part(0).is_some_and(|part| part.is_text_html()));
    let html = html.map(|html| with_pictures(&html, &message));
    let text = message.body_text(0).unwrap_or_default().into_owned();
    drop(message);
    Ok(Some(OpenedMail { mail, from, html, text, raw }))
}

fn at(date: &mail_parser::DateTime) -> String {
    let date = mail_parser::DateTime::from_timestamp(date.to_timestamp());
    let mail_parser::DateTime { year, month, day, hour, minute, .. } = date;
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02} UTC")
}

fn addresses(of: Option<&Address<'_>>) -> String {
    let one = |address: &mail_parser::Addr<'_>| {
        let mailbox = address.address().unwrap_or_default();
        match address.name() {
            Some(name) => format!("{name} <{mailbox}>"),
            None => mailbox.to_owned(),
        }
    };
    let all = of.into_iter().flat_map(|list| list.clone().into_list());
    all.map(|address| one(&address)).collect::<Vec<_>>().join(", ")
}

/// The HTML with the pictures that travel in the mail, of which a page that loads nothing could show none.
fn with_pictures(html: &str, message: &Message<'_>) -> String {
    let mut shown = html.to_owned();
    for part in message.attachments() {
        let (Some(id), Some(kind)) = (part.content_id(), part.content_type()) else { continue };
        if kind.ctype() != "image" {
            continue;
        }
        let subtype = kind.subtype().unwrap_or("png");
        let data = format!("data:image/{subtype};base64,{}", STANDARD.encode(part.contents()));
        shown = shown.replace(&format!("cid:{id}"), &data);
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use latchstring_domain::email::EmailAddress;
    use latchstring_email::transport::FileTransport;
    use latchstring_email::{Brand, Content, Mail, Mailer, TestMail};
    use latchstring_i18n::Catalog;

    use super::*;

    #[tokio::test]
    async fn what_the_transport_wrote_is_listed_and_opened() {
        let folder = tempfile::tempdir().unwrap();
        let mails = MailFolder(folder.path().join("mail"));
        assert_eq!(mails.mails().await.unwrap(), [], "there is no folder yet");
        let address = |text| EmailAddress::parse(text).unwrap();
        let transport = Arc::new(FileTransport::new(mails.0.clone()));
        let mailer = Mailer::new(Arc::new(Catalog::load().unwrap()), address("q@a.example"), transport);
        for number in [1, 2] {
            let mail = Mail {
                id: uuid::Uuid::from_u128(number),
                to: address("dana@b.example"),
                locale: None,
                at: latchstring_domain::Timestamp::from_unix_millis(1_795_165_200_000).unwrap(),
                sender: None,
                brand: Brand::default(),
                content: Content::Test(TestMail { host: format!("{number}.example") }),
                unsubscribe: None,
            };
            mailer.send(&mail).await.unwrap();
        }
        std::fs::write(mails.0.join("notes.eml"), "Subject: mine").unwrap();
        let listed = mails.mails().await.unwrap();
        let names: Vec<_> = listed.iter().map(|mail| &mail.name[30..]).collect();
        assert_eq!(names, ["02", "01"], "the newest first, and nothing else");
        assert_eq!(
            (listed[0].to.as_str(), listed[0].at.as_str()),
            ("dana@b.example", "2026-11-20 09:00 UTC")
        );
        let opened = mails.mail(&listed[0].name).await.unwrap().unwrap();
        assert!(opened.text.contains("2.example") && opened.html.unwrap().contains("<html"));
        assert!(opened.from.contains("q@a.example"));
        assert_eq!(opened.raw, std::fs::read(mails.0.join(format!("{}.eml", listed[0].name))).unwrap());
        for name in ["../mail/notes", "notes", "", &"f".repeat(32)] {
            assert!(mails.mail(name).await.unwrap().is_none(), "{name}");
        }
    }
}
