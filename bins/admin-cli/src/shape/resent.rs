use latchstring_service::invitation::{Resent, Skipped};
use serde::Serialize;

use super::invitation::InvitationShape;
use crate::output::{Block, Shape, or_dash};

/// An invitation that was mailed again, in the API's shape.
#[derive(Serialize)]
pub(crate) struct ResentShape {
    #[serde(flatten)]
    invitation: InvitationShape,
    mailed: Vec<String>,
    skipped: Vec<SkippedShape>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SkippedShape {
    email: String,
    retry_at: String,
}

impl From<Resent> for ResentShape {
    fn from(Resent { view, mailed, skipped }: Resent) -> Self {
        let skipped = skipped.into_iter().map(|Skipped { to, retry_at }| SkippedShape {
            email: to.to_string(),
            retry_at: retry_at.to_string(),
        });
        Self {
            invitation: view.into(),
            mailed: mailed.iter().map(ToString::to_string).collect(),
            skipped: skipped.collect(),
        }
    }
}

impl Shape for ResentShape {
    fn blocks(&self) -> Vec<Block> {
        let skipped = self.skipped.iter().map(|one| format!("{} until {}", one.email, one.retry_at));
        let lines = |lines: Vec<String>| or_dash(Some(&lines.join("\n")).filter(|text| !text.is_empty()));
        let mails = vec![("mailed", lines(self.mailed.clone())), ("skipped", lines(skipped.collect()))];
        let mut blocks = self.invitation.blocks();
        blocks.push(Block::Facts(mails));
        blocks
    }
}
