use latchstring_domain::site::SitePath;
use latchstring_service::site::{self, CreateSite};

use super::session::Session;
use crate::args::{NewSite, SiteCommand};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{SiteList, SiteShape};

pub(super) async fn run(session: &Session, command: SiteCommand) -> Result<Answer, Problem> {
    match command {
        SiteCommand::Create(NewSite { company, name, address, path, external_id }) => {
            let path = SitePath::new(path).map_err(|error| Problem::usage(format!("--path: {error}")))?;
            let wish = CreateSite { name, external_id, address, path };
            let made = site::create(&session.ls, &session.caller().await?, company, wish).await?;
            Answer::new(&SiteShape::from(made))
        }
        SiteCommand::List { company } => {
            let sites = site::list(&session.ls, &session.caller().await?, company).await?;
            Answer::new(&SiteList { sites: sites.into_iter().map(SiteShape::from).collect() })
        }
    }
}
