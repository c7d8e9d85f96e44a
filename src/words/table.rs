//! The table: every fixed sentence, one row each.
//!
//! A row has a name, what it is [as](Kind) where Discord bounds it, and a column a language, English first. The doc
//! comment tells a translator where the sentence stands. `{name}` is filled in later and must be in every column; Markdown
//! is Discord's. Other languages may be left out while a feature is written, and fall back to English; a test lists what
//! is missing.
//!
//! - English is plain and British.
//! - German says Sie, French vous, Spanish usted, Brazilian Portuguese você, Japanese です and ます.
//! - Short words first: a button is read on a phone.

use super::kind::Kind;

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    pub kind: Kind,
    /// In the order of [`Language::ALL`](super::Language::ALL); empty where it is missing.
    pub cells: [&'static str; 6],
}

macro_rules! words {
    ($(
        $(#[$doc:meta])+
        $name:ident $(as $kind:ident)? {
            en: $en:literal
            $(, de: $de:literal)?
            $(, fr: $fr:literal)?
            $(, es: $es:literal)?
            $(, pt: $pt:literal)?
            $(, ja: $ja:literal)?
            $(,)?
        }
    )+) => {
        /// A fixed sentence, by what it says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Text {
            $($(#[$doc])+ $name,)+
        }

        impl Text {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }

        static ROWS: &[Row] = &[$(
            Row {
                kind: words!(@kind $($kind)?),
                cells: [$en, concat!($($de)?), concat!($($fr)?), concat!($($es)?), concat!($($pt)?), concat!($($ja)?)],
            },
        )+];
    };
    (@kind) => { Kind::Plain };
    (@kind $kind:ident) => { Kind::$kind };
}

impl Text {
    /// Where it is shown.
    pub fn kind(self) -> Kind {
        self.row().kind
    }

    pub(super) fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }
}

words! {
    /// Heading over the lines of the paste that prove the match.
    Why {
        en: "Found in the paste",
        de: "Im Text gefunden",
        fr: "Trouvé dans le texte",
        es: "Encontrado en el texto",
        pt: "Encontrado no texto",
        ja: "貼り付けた文の該当箇所",
    }
    /// Heading over the cause, or the description where no cause is known.
    Cause {
        en: "What is behind it",
        de: "Was dahintersteckt",
        fr: "Ce qui se passe",
        es: "A qué se debe",
        pt: "O que está por trás",
        ja: "原因",
    }
    /// Heading over the checks.
    Checks {
        en: "Check first",
        de: "Zuerst prüfen",
        fr: "À vérifier d’abord",
        es: "Compruebe primero",
        pt: "Verifique primeiro",
        ja: "最初に確認すること",
    }
    /// Heading over the steps.
    Steps {
        en: "What to do",
        de: "Was zu tun ist",
        fr: "Que faire",
        es: "Qué hacer",
        pt: "O que fazer",
        ja: "対処方法",
    }
    /// Heading over what else an issue without steps says.
    Known {
        en: "What is known",
        de: "Was bekannt ist",
        fr: "Ce que l’on sait",
        es: "Lo que se sabe",
        pt: "O que se sabe",
        ja: "わかっていること",
    }
    /// Heading over the way to see that it is solved.
    Verify {
        en: "Solved when",
        de: "Gelöst, wenn",
        fr: "Résolu quand",
        es: "Resuelto cuando",
        pt: "Resolvido quando",
        ja: "解決の目安",
    }
    /// Heading over when to bring a person.
    Escalate {
        en: "Bring in a person",
        de: "Einen Menschen hinzuholen",
        fr: "Faire appel à quelqu’un",
        es: "Cuándo pedir ayuda a una persona",
        pt: "Quando chamar uma pessoa",
        ja: "担当者を呼ぶ場合",
    }
    /// Said over what to collect before bringing a person.
    Collect {
        en: "Have ready:",
        de: "Bereithalten:",
        fr: "À préparer :",
        es: "Tenga a mano:",
        pt: "Tenha em mãos:",
        ja: "用意するもの:",
    }
    /// Heading over the documents.
    Documents {
        en: "Read more",
        de: "Mehr dazu",
        fr: "En savoir plus",
        es: "Más información",
        pt: "Saiba mais",
        ja: "参考資料",
    }
    /// Heading over the codes and error texts by which an issue is recognised.
    Recognised {
        en: "Recognised by",
        de: "Zu erkennen an",
        fr: "Se reconnaît à",
        es: "Se reconoce por",
        pt: "Reconhecido por",
        ja: "見分け方",
    }
    /// Heading over the issues that are only named.
    Others {
        en: "Also found in the paste",
        de: "Außerdem im Text gefunden",
        fr: "Aussi trouvé dans le texte",
        es: "También encontrado en el texto",
        pt: "Também encontrado no texto",
        ja: "ほかに見つかった問題",
    }
    /// Said when nothing is likely enough to be said.
    Abstain {
        en: "Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.",
        de: "Im Wissen passt nichts dazu. Der genaue Fehlertext, sein Code oder das Protokoll drumherum führt vielleicht doch zum Ziel.",
        fr: "Rien dans la base ne correspond. Le texte exact de l’erreur, son code ou le journal autour permettra peut-être de trouver.",
        es: "Nada de lo conocido coincide. El texto exacto del error, su código o el registro que lo rodea quizá permitan encontrarlo.",
        pt: "Nada no que se conhece corresponde a isto. O texto exato do erro, o código ou o log em volta talvez ajudem a encontrar.",
        ja: "一致する既知の問題はありません。エラーの正確な文面、コード、または前後のログがあれば見つかるかもしれません。",
    }
    /// Said instead of steps where the knowledge has none.
    NoSteps {
        en: "The knowledge names this issue but lists no steps for it.",
        de: "Das Problem ist bekannt, aber es sind keine Schritte dazu verzeichnet.",
        fr: "Ce problème est connu, mais aucune étape n’est indiquée.",
        es: "El problema es conocido, pero no hay pasos anotados.",
        pt: "O problema é conhecido, mas não há passos registrados.",
        ja: "この問題は既知ですが、対処手順はまだ登録されていません。",
    }
    /// Headline over several issues found; `count` is 2 or more.
    FoundSeveral {
        en: "{count} known issues are in this paste",
        de: "{count} bekannte Probleme stecken in diesem Text",
        fr: "{count} problèmes connus dans ce texte",
        es: "{count} problemas conocidos en este texto",
        pt: "{count} problemas conhecidos neste texto",
        ja: "既知の問題が{count}件見つかりました",
    }
    /// Headline over one candidate that is not sure.
    MayBeThis {
        en: "Not sure, but it may be this:",
        de: "Nicht sicher, aber vielleicht ist es das:",
        fr: "Sans certitude, c’est peut-être ceci :",
        es: "No es seguro, pero puede ser esto:",
        pt: "Não é certo, mas pode ser isto:",
        ja: "確実ではありませんが、次の問題かもしれません。",
    }
    /// Headline over several candidates of which none is sure.
    MayBeOneOfThese {
        en: "Not sure which, but it may be one of these:",
        de: "Nicht sicher, welches, aber vielleicht eines davon:",
        fr: "Sans certitude, c’est peut-être l’un de ceux-ci :",
        es: "No es seguro cuál, pero puede ser uno de estos:",
        pt: "Não é certo qual, mas pode ser um destes:",
        ja: "確実ではありませんが、次のいずれかかもしれません。",
    }
    /// How sure it is, from 95 percent; stands beside the percentage.
    AlmostCertainly {
        en: "almost certainly this",
        de: "so gut wie sicher",
        fr: "presque certain",
        es: "casi seguro",
        pt: "quase certo",
        ja: "ほぼ確実",
    }
    /// How sure it is, from 85 percent.
    VeryLikely {
        en: "very likely this",
        de: "sehr wahrscheinlich",
        fr: "très probable",
        es: "muy probable",
        pt: "muito provável",
        ja: "可能性が非常に高い",
    }
    /// How sure it is, from 70 percent.
    Likely {
        en: "likely this",
        de: "wahrscheinlich",
        fr: "probable",
        es: "probable",
        pt: "provável",
        ja: "可能性が高い",
    }
    /// How sure it is, from 50 percent.
    Perhaps {
        en: "perhaps this",
        de: "vielleicht",
        fr: "peut-être",
        es: "quizá",
        pt: "talvez",
        ja: "可能性あり",
    }
    /// How sure it is, below 50 percent.
    Possibly {
        en: "possibly this",
        de: "möglicherweise",
        fr: "possible",
        es: "posible",
        pt: "possível",
        ja: "可能性は低め",
    }
    /// What of an issue a line of the paste met: one of its codes.
    MetCode { en: "code", de: "Code", fr: "code", es: "código", pt: "código", ja: "コード" }
    /// What of an issue a line of the paste met: one of its error texts.
    MetError {
        en: "error text",
        de: "Fehlertext",
        fr: "texte d’erreur",
        es: "texto de error",
        pt: "texto de erro",
        ja: "エラー文",
    }
    /// What of an issue a line of the paste met: its title.
    MetTitle { en: "title", de: "Titel", fr: "titre", es: "título", pt: "título", ja: "タイトル" }
    /// What of an issue a line of the paste met: its description.
    MetDescription {
        en: "description",
        de: "Beschreibung",
        fr: "description",
        es: "descripción",
        pt: "descrição",
        ja: "説明",
    }
    /// What of an issue a line of the paste met: the title of its article or of a link.
    MetHeading {
        en: "heading",
        de: "Überschrift",
        fr: "intitulé",
        es: "encabezado",
        pt: "cabeçalho",
        ja: "見出し",
    }
    /// What of an issue a line of the paste met: anything else it says.
    MetBody { en: "text", de: "Text", fr: "texte", es: "texto", pt: "texto", ja: "本文" }
}
