//! The folder that a quickstart puts its mails into, read as their recipients would.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(20);

/// The mails of a quickstart, oldest first.
pub(super) fn mails(folder: &Path) -> Result<Vec<PathBuf>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut mails: Vec<_> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    mails.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    mails.sort();
    Ok(mails)
}

/// Waits until there are so many mails, and reads the last one, which has to go to this address: its lines as they were
/// before they were wrapped for the way.
pub(super) async fn last_mail(folder: &Path, count: usize, to: &str) -> Result<String> {
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    let mailed = async {
        loop {
            tick.tick().await;
            let mails = mails(folder)?;
            if mails.len() >= count {
                return anyhow::Ok(mails);
            }
        }
    };
    let mails =
        timeout(PATIENCE, mailed).await.with_context(|| format!("no mail in {}", folder.display()))??;
    assert_eq!(mails.len(), count);
    let mail = std::fs::read_to_string(mails.last().context("a mail")?)?;
    assert!(mail.contains(&format!("To: {to}")), "{mail}");
    // Quoted-printable, as far as it is needed here.
    Ok(mail.replace("=\r\n", "").replace("=3D", "="))
}

/// Waits for the mail with a code, and reads it.
pub(super) async fn code(folder: &Path, count: usize, to: &str) -> Result<String> {
    let mail = last_mail(folder, count, to).await?;
    let code =
        mail.lines().map(str::trim).find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()));
    Ok(code.with_context(|| mail.clone())?.to_owned())
}

/// Waits for the mail with a link, and reads it.
pub(super) async fn mailed_link(folder: &Path, count: usize, to: &str) -> Result<String> {
    let mail = last_mail(folder, count, to).await?;
    let link = mail.lines().map(str::trim).find(|line| line.starts_with("http") && line.contains("/p/i/"));
    Ok(link.with_context(|| mail.clone())?.to_owned())
}
