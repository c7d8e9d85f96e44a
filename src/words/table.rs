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

    // Replies on Discord.

    /// Button under an answer: it helped.
    ThatFixedIt as Label { en: "That fixed it" }
    /// Button under an answer: it is about something else.
    NotMyProblem as Label { en: "Not my problem" }
    /// Button under a list of suggestions: it is none of them.
    NoneOfThese as Label { en: "None of these" }
    /// Button that calls whoever is on call.
    GetAPerson as Label { en: "Get a person" }
    /// Button that shows the rest of a long text.
    More as Label { en: "More" }
    /// Button to the page before.
    Back as Label { en: "Back" }
    /// Button to the page after.
    Next as Label { en: "Next" }
    /// What the menu of found issues says.
    OpenOne as Placeholder { en: "Open one" }
    /// What the menu of articles says.
    OpenAnArticle as Placeholder { en: "Open an article" }
    /// Above an answer that helped; `who` is a mention.
    SolvedBy { en: "✅ {who} says that this fixed it." }
    /// Told to someone who says that an answer helped which is marked so already.
    SolvedAlready { en: "This is marked as solved already." }
    /// Said when none of the candidates was it.
    NothingFurther { en: "Then I know nothing about it. Someone else may." }
    /// One quiet line under a paste that nothing is known about.
    Offer { en: "I know nothing about this one. Someone else may." }
    /// Answer to a mention without a question.
    Hello { en: "Paste an error here, or answer a message that holds one and mention me, and I look whether it is known. `/help` says more." }
    /// Told to someone who opens an issue that was removed from the knowledge.
    IssueGone { en: "This issue is no longer in the knowledge." }
    /// Told to someone who opens an article that was removed from the knowledge.
    ArticleGone { en: "This article is no longer in the knowledge." }
    /// Told to someone who asks for an issue by a name that none has.
    NoSuchIssue { en: "There is no issue {id}. `/issues` lists them." }
    /// Title over the list of articles.
    Articles { en: "What is known" }
    /// Said where there is no article.
    NoArticles { en: "There is no knowledge here yet." }
    /// Said of an article without issues.
    NoIssues { en: "This article lists no issues." }
    /// Under a page of a list.
    PageOf { en: "Page {page} of {pages}" }
    /// Told to someone who presses a button of an earlier version.
    OldButton { en: "This is from an earlier version of me. Ask again, and it will work." }
    /// Told to someone who presses a button that nobody made.
    UnknownButton { en: "I do not know this button." }
    /// Told to someone who presses a button under an answer that is gone.
    AnswerGone { en: "This answer has changed or is no longer kept. Ask again, and it will work." }
    /// Told to someone who presses a button under another's answer.
    NotYours { en: "Only whoever asked and the helpers here can say that." }
    /// Told when something inside failed.
    Trouble { en: "Something went wrong on my side, and nothing was changed. Please try again in a minute." }
    /// Told to someone who may not use a command.
    NotAllowed { en: "You need the permission Manage Server for that." }
    /// Told to someone who uses a server's command in a direct message.
    OnlyInServers { en: "This works in servers only." }
    /// Above the reply to a paste that gives access to something.
    RevokeSecret { en: "⚠️ This shows a password, key or token that works for everyone who reads it here. **Revoke it**, make a new one, and delete the message. I keep and repeat nothing of it." }

    // Files that could not be read; `file` is the name.

    /// Only the beginning and the end were read.
    UnreadCut { en: "{file} is very long: I read only a part of it." }
    /// Too much to read.
    UnreadTooLarge { en: "{file} is too large, and not read." }
    /// A kind of archive that is not opened.
    UnreadArchive { en: "{file} is an archive that I cannot open: text, .zip and .gz I can." }
    /// Encrypted.
    UnreadEncrypted { en: "{file} is encrypted, and not read." }
    /// Broken.
    UnreadDamaged { en: "{file} is damaged: I read what could be read." }
    /// Not a text.
    UnreadNoText { en: "{file} is no text, and not read. An event log can be saved as text." }
    /// It did not come in time.
    UnreadNotFetched { en: "{file} did not come in time, and is not read." }
    /// Further files like these.
    MoreUnread { en: "{count} more files are not read." }

    // Calling a person.

    /// Told to who asked for a person.
    Called { en: "I have told whoever is on call. They will come here." }
    /// Told to who asks for a person again.
    CalledAlready { en: "Whoever is on call knows already, and will come here." }
    /// Told where nobody can be called.
    NobodyOnCall { en: "Nobody can be called here: no on-call channel is set. `/settings on-call` sets one." }
    /// Told when the call could not be sent.
    CallFailed { en: "I could not reach whoever is on call. Please ask in the channel." }
    /// Title of the card for who is on call.
    CallTitle { en: "Someone needs a person" }
    /// On the card; `who` is a mention, `where` a link.
    CallWhere { en: "{who} needs help: {where}" }
    /// On the card, where nothing was found.
    CallNothingFound { en: "Nothing in the knowledge matches." }
    /// On the card, over what was found.
    CallFound { en: "What I found" }

    // Commands: names and descriptions, of options too.

    /// The message command, in the menu of a message.
    FindTheFix as Menu { en: "Find the fix" }
    /// `/lookup`.
    LookupName as Name { en: "lookup" }
    /// `/lookup`.
    LookupDescription as Description { en: "Find a known issue by its error text, code or title" }
    /// `/lookup text:` and `/diagnose text:`.
    LookupTextName as Name { en: "text" }
    /// `/lookup text:`.
    LookupTextDescription as Description { en: "The error text, a code, or some words" }
    /// `public:` of several commands.
    PublicName as Name { en: "public" }
    /// `public:` of several commands.
    PublicDescription as Description { en: "Show the answer to everyone here" }
    /// `/diagnose`.
    DiagnoseName as Name { en: "diagnose" }
    /// `/diagnose`.
    DiagnoseDescription as Description { en: "Look for known issues in log files" }
    /// `/diagnose file:`.
    FileName as Name { en: "file" }
    /// `/diagnose file:`.
    FileDescription as Description { en: "A log: text, .gz or .zip" }
    /// `/diagnose second:`.
    SecondFileName as Name { en: "second" }
    /// `/diagnose second:`.
    SecondFileDescription as Description { en: "A second file" }
    /// `/diagnose third:`.
    ThirdFileName as Name { en: "third" }
    /// `/diagnose third:`.
    ThirdFileDescription as Description { en: "A third file" }
    /// `/diagnose text:`.
    DiagnoseTextDescription as Description { en: "What you see, in your words or the error's" }
    /// `/issues`.
    IssuesName as Name { en: "issues" }
    /// `/issues`.
    IssuesDescription as Description { en: "Browse what is known" }
    /// `/issue`.
    IssueName as Name { en: "issue" }
    /// `/issue`.
    IssueDescription as Description { en: "Show one known issue" }
    /// `/issue id:`.
    IdName as Name { en: "id" }
    /// `/issue id:`.
    IdDescription as Description { en: "Its id, or words of its title" }
    /// `/knowledge`.
    KnowledgeName as Name { en: "knowledge" }
    /// `/knowledge`.
    KnowledgeDescription as Description { en: "What I know, and reading it anew" }
    /// `/knowledge reload`.
    ReloadName as Name { en: "reload" }
    /// `/knowledge reload`.
    ReloadDescription as Description { en: "Read the knowledge anew" }
    /// `/knowledge status`.
    StatusName as Name { en: "status" }
    /// `/knowledge status`.
    StatusDescription as Description { en: "Say what I know and whether something is wrong with it" }
    /// `/settings`.
    SettingsName as Name { en: "settings" }
    /// `/settings`.
    SettingsDescription as Description { en: "How I work in this server" }
    /// `/settings show` and `/privacy show`.
    ShowName as Name { en: "show" }
    /// `/settings show`.
    SettingsShowDescription as Description { en: "Show what is set" }
    /// `/settings channel`, and options that take a channel.
    ChannelName as Name { en: "channel" }
    /// `/settings channel`.
    SettingsChannelDescription as Description { en: "Choose where I answer pastes" }
    /// `/settings channel channel:`.
    WhichChannelDescription as Description { en: "The channel or forum, with all its threads" }
    /// `/settings channel answer:`.
    AnswerName as Name { en: "answer" }
    /// `/settings channel answer:`.
    AnswerDescription as Description { en: "Whether I answer there" }
    /// `/settings helper`.
    HelperName as Name { en: "helper" }
    /// `/settings helper`.
    SettingsHelperDescription as Description { en: "Choose who helps here: I read them only when they mention me" }
    /// Options that take a role.
    RoleName as Name { en: "role" }
    /// `/settings helper role:`.
    HelperRoleDescription as Description { en: "The helpers' role" }
    /// `/settings helper helps:`.
    HelpsName as Name { en: "helps" }
    /// `/settings helper helps:`.
    HelpsDescription as Description { en: "Whether its members are helpers" }
    /// `/settings on-miss`.
    OnMissName as Name { en: "on-miss" }
    /// `/settings on-miss`.
    SettingsOnMissDescription as Description { en: "Choose what I say when I find nothing" }
    /// `/settings on-miss say:`.
    SayName as Name { en: "say" }
    /// `/settings on-miss say:`.
    SayDescription as Description { en: "Nothing, or one line that offers a person" }
    /// `/settings language`, and its option.
    LanguageName as Name { en: "language" }
    /// `/settings language`.
    SettingsLanguageDescription as Description { en: "Choose the language of my replies" }
    /// `/settings language language:`.
    WhichLanguageDescription as Description { en: "The language" }
    /// `/settings on-call`.
    OnCallName as Name { en: "on-call" }
    /// `/settings on-call`.
    SettingsOnCallDescription as Description { en: "Choose where a person is called" }
    /// `/settings on-call channel:`.
    OnCallChannelDescription as Description { en: "The channel of those on call" }
    /// `/settings on-call role:`.
    OnCallRoleDescription as Description { en: "The role to mention there" }
    /// `/settings reset`.
    ResetName as Name { en: "reset" }
    /// `/settings reset`.
    SettingsResetDescription as Description { en: "Go back to what I was started with" }
    /// `/privacy`.
    PrivacyName as Name { en: "privacy" }
    /// `/privacy`.
    PrivacyDescription as Description { en: "What I keep about you" }
    /// `/privacy show`.
    PrivacyShowDescription as Description { en: "Say what I keep about you, and for how long" }
    /// `/privacy export`.
    ExportName as Name { en: "export" }
    /// `/privacy export`.
    PrivacyExportDescription as Description { en: "Send you everything that I keep about you" }
    /// `/privacy delete`.
    DeleteName as Name { en: "delete" }
    /// `/privacy delete`.
    PrivacyDeleteDescription as Description { en: "Delete everything that I keep about you" }
    /// `/privacy opt-out`.
    OptOutName as Name { en: "opt-out" }
    /// `/privacy opt-out`.
    PrivacyOptOutDescription as Description { en: "Have me read nothing of yours unless you ask me" }
    /// `/privacy opt-out out:`.
    OutName as Name { en: "out" }
    /// `/privacy opt-out out:`.
    OutDescription as Description { en: "No: have me read your pastes again" }
    /// `/help`.
    HelpName as Name { en: "help" }
    /// `/help`.
    HelpDescription as Description { en: "What I do and how to ask me" }

    // What commands answer.

    /// `/help`.
    Help { en: "I look up errors in what this team knows, and say nothing when I am not sure.\n- **Paste an error** in a support channel, as text or as a file: I answer when it is known.\n- **Any message → Apps → Find the fix** reads that message for you alone.\n- `/lookup` finds an issue as you type, `/issues` lists them, `/diagnose` reads log files.\n- **Mention me** in an answer to a message, or write to me directly, and I always answer.\n- **Get a person** under an answer calls whoever is on call.\n- `/privacy` shows and deletes what I keep about you." }
    /// `/knowledge status`; `when` is a relative time.
    KnowledgeStatus { en: "Version {version}: {articles} articles with {issues} issues, read {when}." }
    /// Below that, where something is wrong; `fault` names the first.
    KnowledgeFault { en: "⚠️ {count} faults, the first: {fault}" }
    /// `/knowledge reload`, with something new.
    Reloaded { en: "Read anew." }
    /// `/knowledge reload`, with nothing new.
    ReloadedSame { en: "Nothing has changed." }
    /// `/knowledge reload`, with something wrong.
    ReloadedNot { en: "Something is wrong with the files: I go on with what I have." }
    /// `/settings` after a change.
    SettingsSaved { en: "Saved." }
    /// Stands for an empty list.
    None { en: "none" }
    /// What is said where nothing is found.
    OnMissSilent { en: "nothing" }
    /// What is said where nothing is found.
    OnMissOffer { en: "one line that offers a person" }
    /// `/settings show`.
    SettingsNow { en: "**Support channels:** {channels}\n**Helpers:** {helpers}\n**When I find nothing, I say:** {miss}\n**Language:** {language}\n**On call:** {on_call}" }
    /// `/privacy show`.
    PrivacyNow { en: "About you I keep {answers} answers, {votes} votes and {calls} calls for a person: what was found, the lines that proved it without secrets, and when. None of it for longer than {days} days. {reading}" }
    /// In `/privacy show`.
    ReadingOn { en: "I read what you write in support channels; `/privacy opt-out` stops that." }
    /// In `/privacy show`.
    ReadingOff { en: "I read nothing of yours unless you ask me." }
    /// `/privacy export`.
    Exported { en: "This is everything that I keep about you." }
    /// `/privacy delete`.
    ReallyDelete { en: "This deletes every answer, vote and call for a person of yours, for good." }
    /// Button that deletes.
    DeleteMine as Label { en: "Delete it all" }
    /// Said when everything is deleted.
    Forgotten { en: "Everything that I kept about you is deleted." }
    /// `/privacy opt-out`.
    OptedOut { en: "From now on I read nothing of yours unless you ask me. `/privacy opt-out out:False` takes it back." }
    /// `/privacy opt-out out:False`.
    OptedIn { en: "From now on I read what you write in support channels." }
}
