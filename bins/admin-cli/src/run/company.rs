use latchstring_service::company::{self, CompanyView, CreateCompany, ListCompanies};

use super::labels::labels;
use super::session::Session;
use crate::args::{CompanyCommand, NewCompany};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{CompanyList, CompanyShape};

pub(super) async fn run(session: &Session, command: CompanyCommand) -> Result<Answer, Problem> {
    let caller = session.caller().await?;
    match command {
        CompanyCommand::Create(NewCompany { name, external_id, start_date, metadata }) => {
            let wish = CreateCompany {
                name,
                external_id,
                data_collection_start_date: start_date,
                metadata: labels(metadata)?,
            };
            let company = company::create(&session.ls, &caller, wish).await?;
            Answer::new(&CompanyShape::from(CompanyView { company, sites: Vec::new() }))
        }
        CompanyCommand::List { external_id } => {
            let wish = ListCompanies { external_id, page: None };
            let companies = company::list(&session.ls, &caller, wish).await?.items;
            Answer::new(&CompanyList { companies: companies.into_iter().map(CompanyShape::from).collect() })
        }
        CompanyCommand::Show { id } => {
            Answer::new(&CompanyShape::from(company::get(&session.ls, &caller, id).await?))
        }
    }
}
