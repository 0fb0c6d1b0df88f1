use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use latchstring_email::transport::{FileTransport, Transport as _};
use latchstring_email::{Mailer, SendError};
use latchstring_i18n::Catalog;

use crate::world::{address, mail, written};

#[tokio::test]
async fn t083_a_mail_is_one_private_file_however_often_it_is_delivered() {
    let folder = tempfile::tempdir().unwrap();
    let mails = folder.path().join("new/mail");
    let envelope = written(&mail("Acme")).await.unwrap();
    let transport = FileTransport::new(mails.clone());
    for _ in 0..3 {
        transport.deliver(&envelope).await.unwrap();
    }
    let files: Vec<_> = std::fs::read_dir(&mails).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files, [mails.join("0192f0c1000070008000000000000042.eml")]);
    assert_eq!(std::fs::read(&files[0]).unwrap(), envelope.bytes);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(&files[0]), mode(&mails)], [0o600, 0o700]);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_to_is_worth_another_try() {
    let folder = tempfile::tempdir().unwrap();
    let in_the_way = folder.path().join("mail");
    std::fs::write(&in_the_way, "a file").unwrap();
    let transport = Arc::new(FileTransport::new(in_the_way));
    let mailer = Mailer::new(Arc::new(Catalog::load().unwrap()), address("a@b.example"), transport);
    let error = mailer.send(&mail("Acme")).await.unwrap_err();
    assert!(matches!(error, SendError::Temporary { .. }), "{error}");
}
