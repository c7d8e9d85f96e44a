//! Knowledge of any size, made from real issues.
//!
//! Each issue takes its title from one real issue, an error from a second and its text from two more, and speaks of a
//! product that no real one has: so the words that all issues share stay as common as they are, and new words keep
//! coming as they do when a team's knowledge grows.

use firstline::knowledge::{Article, Issue, Knowledge};

/// Issues of one article, and of one product.
const PER_ARTICLE: usize = 8;
/// Bytes of text taken from each of two issues.
const TEXT: usize = 240;

/// So many issues, the same for the same seeds.
pub(crate) fn grown(seeds: &Knowledge, issues: usize) -> Knowledge {
    let seeds: Vec<&Issue> = seeds.issues().map(|(_, _, issue)| issue).collect();
    let articles = (0..issues.div_ceil(PER_ARTICLE))
        .map(|number| {
            let product = product(number);
            let first = number * PER_ARTICLE;
            let of = |at: usize| issue(&seeds, at, &product);
            Article {
                id: format!("a{number}").as_str().into(),
                title: format!("{product} problems"),
                issues: (first..issues.min(first + PER_ARTICLE)).map(of).collect(),
                path: format!("{number:08}.toml"),
                ..Article::default()
            }
        })
        .collect();
    Knowledge { articles }
}

fn issue(seeds: &[&Issue], at: usize, product: &str) -> Issue {
    // Steps that share no factor with most counts of seeds, so that the combinations do not repeat early.
    let seed = |step: usize| seeds[(at * step + at / seeds.len()) % seeds.len()];
    let (titled, failing) = (seed(1), seed(7919));
    let text = [seed(104_729), seed(1_299_709)].map(|issue| {
        let steps: String = issue.steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>().join("\n");
        let text = [issue.description.as_str(), issue.cause.as_str(), issue.text.as_str(), steps.as_str()].join("\n");
        text.trim()[..text.trim().floor_char_boundary(TEXT)].to_owned()
    });
    Issue {
        id: format!("i{at}").as_str().into(),
        title: format!("{} in {product}", titled.title),
        errors: vec![format!("{product}: {}", failing.errors.first().unwrap_or(&failing.title))],
        text: text.join(&format!("\nThis concerns {product}.\n")),
        ..Issue::default()
    }
}

/// A word of syllables that spell the number.
fn product(mut number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "co", "du", "fe", "gi", "ho", "ju", "ka", "lo", "me", "nu", "pi", "ra", "so", "te", "vi"];
    let mut name = String::from("Con");
    loop {
        name.push_str(SYLLABLES[number % 16]);
        number /= 16;
        if number == 0 {
            return name;
        }
    }
}
