### Die Seiten für Eingeladene. Anrede: Sie. Kurz, aktiv, ohne Fachsprache; nie ein Vorwurf.

## Everywhere

language-name = Deutsch
skip = Zum Inhalt springen
languages = Sprache
languages-button = Ändern
someone = das Unternehmen, das Sie eingeladen hat
new-tab = (öffnet in einem neuen Tab)
day =
    { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }
powered-by = Betrieben mit Latchstring

## Progress

progress = Ihr Fortschritt
progress-done = erledigt:
step-provider = Anbieter
step-provider-general = Konto
step-sign-in = Anmelden
step-sites = Standorte
step-fields = Felder
step-codes = Codes
step-done = Fertig

## The line about safety, and the note behind it

assurance = Ihr Passwort wird verschlüsselt und nur zum Abrufen dieser Daten verwendet.
privacy-heading = Ihr Passwort und Ihre Daten
privacy-password = Was Sie eingeben, ist auf dem Weg und am Speicherort verschlüsselt. Es dient nur einem Zweck: der Anmeldung bei Ihrem Anbieter, um Ihre Rechnungen und Verbrauchswerte abzurufen.
privacy-password-general = Was Sie eingeben, ist auf dem Weg und am Speicherort verschlüsselt. Es dient nur einem Zweck: der Anmeldung bei dem Konto, das Sie verbinden, um dessen Daten abzurufen.
privacy-gets = { $company } erhält Rechnungen, Verbrauchswerte sowie Kunden- und Zählernummern. Keine Ansicht zeigt den Menschen dort Ihr Passwort. Lesen kann es nur die Software, die sich zum Abrufen dieser Daten anmeldet.
privacy-gets-general = { $company } erhält die Daten des Kontos, das Sie verbinden. Keine Ansicht zeigt den Menschen dort Ihr Passwort. Lesen kann es nur die Software, die sich zum Abrufen dieser Daten anmeldet.
privacy-stop = Sie können jederzeit aufhören. Ändern Sie Ihr Passwort bei Ihrem Anbieter oder bitten Sie { $company }, die Verbindung zu entfernen.
privacy-stop-general = Sie können jederzeit aufhören. Ändern Sie dort Ihr Passwort oder bitten Sie { $company }, die Verbindung zu entfernen.
privacy-close = Zurück zur Seite
assurance-elsewhere = Sie melden sich bei { $provider } an. Wir sehen Ihr Passwort nie.
privacy-password-elsewhere = Sie melden sich auf der eigenen Seite von { $provider } an, und Ihr Passwort bleibt dort. Was { $provider } uns dann abrufen lässt, ist auf dem Weg und am Speicherort verschlüsselt. Es dient nur einem Zweck: Ihren Rechnungen und Verbrauchswerten.
privacy-password-elsewhere-general = Sie melden sich auf der eigenen Seite von { $provider } an, und Ihr Passwort bleibt dort. Was { $provider } uns dann abrufen lässt, ist auf dem Weg und am Speicherort verschlüsselt.
privacy-gets-elsewhere = { $company } erhält Rechnungen, Verbrauchswerte sowie Kunden- und Zählernummern, aber kein Passwort.
privacy-gets-elsewhere-general = { $company } erhält die Daten des Kontos, das Sie verbinden, aber kein Passwort.
privacy-stop-elsewhere = Sie können jederzeit aufhören. Widerrufen Sie Ihre Zustimmung bei { $provider } oder bitten Sie { $company }, die Verbindung zu entfernen.

## The panel beside the card

panel-heading = So geht es weiter
panel-sign-in = Sie melden sich bei Ihrem Anbieter an
panel-sign-in-general = Sie melden sich bei Ihrem Konto an
panel-sign-in-more = Mit dem Benutzernamen und dem Passwort, die Sie schon haben.
panel-sign-in-more-general = Mit den Zugangsdaten, die Sie dort schon haben.
panel-choose = Sie wählen, was Sie teilen
panel-choose-general = Sie entscheiden, was verbunden wird
panel-choose-more = Nichts wird geteilt, bevor Sie auf „Verbinden“ drücken.
panel-choose-more-general = Nur das Konto, bei dem Sie sich anmelden, und sonst nichts.
panel-collect = Ihre Rechnungen kommen von selbst an
panel-collect-general = Ihre Daten kommen von selbst an
panel-collect-more = { $company } erhält jede neue. Keine E-Mails mit Anhängen mehr.
panel-collect-more-general = { $company } erhält sie von dort. Sie müssen keine Dateien mehr senden.
panel-reconnect-more = { $company } erhält wieder jede neue. Ihre Standorte und der bisherige Verlauf bleiben, wie sie sind.
panel-stop = Sie können jederzeit aufhören: Schließen Sie einfach diese Seite.

## Landing

landing-title = Konto verbinden
landing-title-reconnect = Konto erneut verbinden
landing-heading = { $company } bittet Sie, Ihr Konto bei Ihrem Versorger zu verbinden
landing-heading-general = { $company } bittet Sie, ein Konto zu verbinden
landing-heading-named = { $company } bittet Sie, Ihr Konto bei { $utility } zu verbinden
landing-heading-reconnect = { $company } bittet Sie, Ihr Konto bei Ihrem Versorger erneut zu verbinden
landing-heading-reconnect-named = { $company } bittet Sie, Ihr Konto bei { $utility } erneut zu verbinden
landing-lead = Sie brauchen den Benutzernamen und das Passwort für die Website Ihres Anbieters.
landing-lead-general = Sie brauchen die Zugangsdaten, die Sie für dieses Konto verwenden.
landing-lead-reconnect = Melden Sie sich noch einmal bei Ihrem Anbieter an, und Ihre Rechnungen kommen weiter.
landing-message = Eine Nachricht von { $company }
landing-facts = Kurz gesagt
landing-gets = Ihre Rechnungen und Verbrauchswerte werden übermittelt
landing-gets-general = Die Daten des verbundenen Kontos werden übermittelt
landing-not = Ihr Passwort wird dort niemandem angezeigt
landing-time = Es dauert etwa drei Minuten
landing-time-reconnect = Es dauert etwa eine Minute
landing-expires = Dieser Link gilt bis zum { $date }
landing-start = Jetzt beginnen
landing-continue = Weiter als { $address }
landing-not-you = Nicht Sie?
landing-sent = Gesendet von { $company } am { $date }.
landing-unexpected = Sie haben das nicht erwartet? Schließen Sie die Seite, und nichts geschieht.

## A link for certain addresses

address-title = Ihre E-Mail-Adresse
address-heading = Wie lautet Ihre E-Mail-Adresse?
address-lead = Dieser Link gilt für bestimmte Adressen. Wir senden Ihnen einen Code, um zu sehen, dass Ihre dazugehört.
address-field = Ihre E-Mail-Adresse
address-help = Die Adresse, an die die Anfrage ging. Wir senden einen Code dorthin.
address-button = Code senden
address-busy = Wird gesendet …
address-error-missing = Geben Sie Ihre E-Mail-Adresse ein.
address-error-form = Geben Sie eine Adresse wie name@example.com ein.

code-title = Code eingeben
code-heading = Sehen Sie in Ihre E-Mails
code-lead = Wenn dieser Link für { $address } gilt, ist ein Code dorthin unterwegs. Er gilt zehn Minuten.
code-field = Code
code-help = Sechs Ziffern. Sehen Sie auch im Spam-Ordner nach.
code-button = Weiter
code-busy = Wird geprüft …
code-again = Neuen Code senden
code-again-wait = Einen neuen können Sie in { $time } anfordern.
code-other-address = Andere Adresse verwenden
code-error-missing = Geben Sie den Code aus der E-Mail ein.
code-error-form = Ein Code hat sechs Ziffern.
code-error-wrong = Das ist nicht der Code, den wir gesendet haben.
code-error-wrong-next = Nehmen Sie die neueste E-Mail: Ein älterer Code gilt nicht mehr, sobald ein neuer gesendet wird.
code-error-void = Dieser Code kann nicht mehr verwendet werden.
code-error-void-next = Fordern Sie unten einen neuen an.
code-error-soon = Ein neuer Code kann in { $time } gesendet werden.
code-left = { $count ->
    [one] Noch ein Versuch mit diesem Code.
   *[other] Noch { $count } Versuche mit diesem Code.
}

## Passing the link on

hand-off-link = An eine Kollegin oder einen Kollegen senden
hand-off-title = An eine Kollegin oder einen Kollegen senden
hand-off-heading = Wer soll das stattdessen tun?
hand-off-lead = Wenn der Link mit dieser Adresse verwendet werden darf, senden wir ihn dorthin. Sie können ihn weiterhin selbst verwenden.
hand-off-field = E-Mail-Adresse der Kollegin oder des Kollegen
hand-off-button = Link senden
hand-off-back = Zurück
hand-off-error-missing = Geben Sie die E-Mail-Adresse der Kollegin oder des Kollegen ein.
hand-off-error-yourself = Das ist Ihre eigene Adresse. Geben Sie die der anderen Person ein.
hand-off-done-title = Weitergegeben
hand-off-done-heading = Weitergegeben
hand-off-done-body = Wenn der Link mit dieser Adresse verwendet werden darf, ist er dorthin unterwegs. Sie können diese Seite schließen.
hand-off-yourself = Den Link selbst verwenden
hand-off-too-many-title = Machen wir eine Pause
hand-off-too-many-heading = Dieser Link wurde zu oft weitergegeben
hand-off-too-many-body = Damit kein Postfach überläuft, lässt sich ein Link nur so oft weitergeben. Sie können ihn weiterhin selbst verwenden.

## A limited link on a server without mail

gated-title = Dieser Link ist beschränkt
gated-heading = Dieser Link ist auf bestimmte E-Mail-Adressen beschränkt
gated-body = Bevor er sich öffnet, würden wir einen Code an Ihre Adresse senden. Dieser Server kann keine E-Mails senden, daher lässt sich der Link hier nicht verwenden.
gated-next = Bitten Sie { $company } um einen Link, der sich ohne Code öffnet.
gated-next-reference = Bitten Sie { $company } um einen Link, der sich ohne Code öffnet, und nennen Sie diese Kennung.

## Provider

country = Land
country-any = Alle Länder
provider-confirm-title = Ist das Ihr Anbieter?
provider-confirm-title-general = Haben Sie Ihr Konto hier?
provider-confirm-heading = Ist das Ihr Anbieter?
provider-confirm-heading-general = Haben Sie Ihr Konto hier?
provider-confirm-lead = { $company } erwartet Ihre Rechnungen von hier.
provider-confirm-lead-general = { $company } erhält die Daten des Kontos, bei dem Sie sich hier anmelden.
provider-confirm-yes = Ja, weiter
provider-confirm-other = Anderen Anbieter wählen

provider-search-title = Anbieter wählen
provider-search-heading = Wer schickt Ihnen die Rechnungen?
provider-search-lead = Suchen Sie Ihren Versorger nach Name oder Website.
provider-search-field = Name oder Website
provider-search-button = Suchen
provider-search-results = Ergebnisse
provider-search-count = { $count ->
    [one] Ein Anbieter gefunden
   *[other] { $count } Anbieter gefunden
}
provider-search-first = { $count ->
    [one] Der erste gefundene Anbieter
   *[other] Die ersten { $count } gefundenen Anbieter
}
provider-search-more = Es gibt weitere. Geben Sie mehr vom Namen ein oder wählen Sie das Land.
provider-search-several = In mehreren Ländern
provider-search-anywhere = Überall
provider-search-none = Kein Anbieter passt zu „{ $query }“
provider-search-none-more = Versuchen Sie einen kürzeren Namen, prüfen Sie das Land oder nennen Sie uns Ihren Anbieter unten.
provider-search-none-narrowed = Versuchen Sie einen kürzeren Namen. Dieser Link gilt nur für bestimmte Anbieter.
provider-unlisted = Meiner ist nicht dabei
provider-unlisted-lead = Nennen Sie uns den Namen und die Adresse der Seite, auf der Sie sich anmelden.
provider-unlisted-name = Name des Anbieters
provider-unlisted-url = Adresse der Anmeldeseite
provider-unlisted-url-help = Sie beginnt mit https://
provider-unlisted-button = Weiter
provider-error-name = Geben Sie den Namen des Anbieters ein.
provider-error-url = Geben Sie die ganze Adresse ein, beginnend mit https://
provider-error-choice = Wählen Sie einen Anbieter aus der Liste oder nennen Sie uns Ihren.
provider-error-refused = { $company } hat diesen Link nicht für diesen Anbieter freigegeben. Wählen Sie einen anderen.

## What a portal offers

connectors-title = Konto wählen
connectors-heading = Welches Konto möchten Sie verbinden?
connectors-heading-more = Möchten Sie ein weiteres Konto verbinden?
connectors-lead = Wählen Sie, wo Sie es haben. Auf der nächsten Seite melden Sie sich an.
connectors-lead-more = Wählen Sie, wo Sie es haben, oder schließen Sie hier ab.
connectors-list = Was Sie verbinden können
connectors-search = Name oder Website
connectors-search-button = Suchen
connectors-count = { $count ->
    [one] Ein Treffer
   *[other] { $count } Treffer
}
connectors-no-match = Nichts gefunden.
connectors-none = Nichts passt zu „{ $query }“
connectors-none-more = Versuchen Sie einen kürzeren Namen. Suchen Sie mit leerem Feld, um wieder alles zu sehen.
connectors-connected = Verbunden
connectors-finish = Abschließen
connectors-error-none = Wählen Sie etwas aus der Liste.
connectors-error-gone = Diese Auswahl wurde gerade eben zurückgezogen. Wählen Sie eine andere.

## Sign in

sign-in-title = Bei { $provider } anmelden
sign-in-heading = Bei { $provider } anmelden
sign-in-button = Anmelden
sign-in-last = Mit der Anmeldung wird dieses Konto mit { $company } verbunden.
sign-in-unchecked = Wir können diese Anmeldung jetzt nicht prüfen. Wenn etwas daran nicht stimmt, meldet sich { $company } noch einmal bei Ihnen.
sign-in-busy = Anmeldung bei { $provider } läuft …
sign-in-slow = Manche Anbieter brauchen bis zu einer Minute. Sie können die Seite offen lassen.
sign-in-forgot = Passwort vergessen?
sign-in-forgot-general = Können Sie sich nicht anmelden?
sign-in-reset = Zurücksetzen auf { $domain }
sign-in-reset-general = Hilfe auf { $domain }
sign-in-other = Nicht Ihr Anbieter? Anderen wählen
repair-none = Diese Verbindung funktioniert, Sie müssen nichts tun. Wenn Sie sich trotzdem anmelden, wird sie aufgefrischt.
repair-password = { $provider } nimmt das Passwort, das wir haben, nicht mehr an. Melden Sie sich mit dem an, das dort jetzt gilt.
repair-new-password = { $provider } verlangt ein neues Passwort. Legen Sie es zuerst dort fest und melden Sie sich dann hier damit an.
repair-more = { $provider } fragt beim Anmelden mehr als bisher. Melden Sie sich an und beantworten Sie, was gefragt wird.
repair-code = { $provider } möchte die Prüfung noch einmal. Melden Sie sich an und halten Sie Telefon oder Postfach für den Code bereit.
repair-username = Zuletzt haben Sie sich als { $username } angemeldet.
sign-in-other-general = Anderes Konto wählen
sign-in-finish = Ohne dieses Konto abschließen
sign-in-filled-mark = Ausgefüllt
sign-in-filled = Von { $company }. Lassen Sie das Feld leer, um den Wert zu übernehmen, oder geben Sie Ihren eigenen ein.
sign-in-before = Davor steht:
sign-in-behind = Dahinter steht:
sign-in-consent = Ja, mein Konto bei { $provider } verbinden
sign-in-consent-error = Setzen Sie das Häkchen, um Ihr Konto zu verbinden.
sign-in-select = Bitte wählen
sign-in-yes = Ja
sign-in-no = Nein
password-show = Zeigen
password-hide = Verbergen
password-of = { $label }: zeigen oder verbergen

error-heading = Bitte prüfen Sie dies
error-title = Bitte prüfen: { $title }
error-missing = Füllen Sie „{ $label }“ aus.
error-email = Geben Sie eine E-Mail-Adresse wie name@example.com ein.
error-number = Geben Sie bei „{ $label }“ eine Zahl ein.
error-url = Geben Sie bei „{ $label }“ eine vollständige Webadresse ein, zum Beispiel https://www.example.com.
error-form = Prüfen Sie „{ $label }“: So schreibt { $provider } das nicht.
error-choice = Wählen Sie eine der Antworten bei „{ $label }“.
error-long = „{ $label }“ ist länger, als es ein Anbieter annimmt. Prüfen Sie, was eingefügt wurde.
error-password = Dieses Passwort hat bei { $provider } nicht funktioniert.
error-password-general = { $provider } hat diese Anmeldung nicht angenommen.
error-password-next = Prüfen Sie auch den Benutzernamen und versuchen Sie es dann noch einmal.
error-password-next-general = Prüfen Sie jedes Feld und versuchen Sie es dann noch einmal.
error-locked = { $provider } hat dieses Konto gesperrt.
error-locked-next = Entsperren Sie es auf { $domain } und melden Sie sich dann hier erneut an.
error-declined = Sie haben uns bei { $provider } keinen Zugang gegeben.
error-declined-next = Es wurde nichts geteilt. Sie können es noch einmal versuchen und dort zustimmen.
error-check = { $provider } hat die Prüfung beendet, daher kam die Anmeldung nicht zustande.
error-check-next = Melden Sie sich erneut an: { $provider } fragt dann von Neuem.
error-no-accounts = Die Anmeldung hat funktioniert, aber { $provider } zeigt dafür keine Verträge.
error-no-accounts-next = Wenn Sie dort noch andere Zugangsdaten haben, verwenden Sie diese.
error-unsure = { $provider } hat auf eine Weise geantwortet, die wir noch nicht verstehen.
error-unsure-next = Nichts wurde gespeichert. Versuchen Sie es noch einmal oder kommen Sie später mit demselben Link wieder.
elsewhere-lead = Das tun Sie auf der eigenen Seite von { $provider } und stimmen dort zu, dass { $company } Ihre Daten bekommt. Wir sehen Ihr Passwort nie.
elsewhere-ask = Weiter
elsewhere-go = Weiter zu { $host }
elsewhere-back = Danach kommen Sie hierher zurück.
elsewhere-tab = In einem neuen Tab fortfahren
elsewhere-tab-then = { $provider } lässt sich nur in einem eigenen Tab öffnen. Kommen Sie auf diese Seite zurück, wenn Sie dort fertig sind.
elsewhere-tab-done = Ich bin im anderen Tab fertig
returned-title = Einen Moment
returned-heading = Einen Moment
returned-lead = Sie sind von { $provider } zurück. Wenn nichts passiert, drücken Sie auf die Schaltfläche.
returned-button = Weiter

## Challenge

challenge-title = Noch eine Prüfung durch { $provider }
challenge-code-heading = Code eingeben
challenge-code-sent = { $channel ->
    [sms] { $provider } hat einen Code per SMS gesendet.
    [call] { $provider } ruft Sie an und sagt einen Code an.
    [email] { $provider } hat einen Code per E-Mail gesendet.
    [app] Öffnen Sie die Authentifizierungs-App, die Sie für { $provider } verwenden.
   *[other] { $provider } fragt nach einem Code.
}
challenge-code-sent-to = { $channel ->
    [sms] { $provider } hat einen Code per SMS an { $destination } gesendet.
    [call] { $provider } ruft { $destination } an und sagt einen Code an.
    [email] { $provider } hat einen Code per E-Mail an { $destination } gesendet.
    [app] Öffnen Sie die Authentifizierungs-App auf { $destination }.
   *[other] { $provider } hat einen Code an { $destination } gesendet.
}
challenge-code-field = Code
challenge-code-digits = { $digits ->
    [one] Eine Ziffer
   *[other] { $digits } Ziffern
}
challenge-choice-heading = Wie möchten Sie Ihren Code erhalten?
challenge-choice-lead = { $provider } möchte sichergehen, dass Sie es sind.
challenge-choice-legend = Wege zum Code
challenge-method = { $channel ->
    [sms] SMS
    [call] Anruf
    [email] E-Mail
    [app] Authentifizierungs-App
   *[other] Ein anderer Weg
}
challenge-question-heading = Beantworten Sie Ihre Sicherheitsfrage
challenge-question-lead = { $provider } fragt, was Sie beim Anlegen des Kontos gewählt haben.
challenge-password-heading = Wählen Sie ein neues Passwort
challenge-password-lead = { $provider } möchte, dass Sie es jetzt ändern. Von da an verwenden Sie das neue auch dort.
challenge-password-field = Neues Passwort
challenge-button = Weiter
challenge-button-code = Code senden
challenge-busy = { $provider } prüft …
challenge-another-way = Anderen Weg wählen
challenge-restart = Von vorn beginnen
challenge-left = { $count ->
    [one] Noch ein Versuch. Danach beginnen Sie von vorn.
   *[other] Noch { $count } Versuche.
}
challenge-error-code = Dieser Code hat nicht funktioniert.
challenge-error-code-next = Nehmen Sie den neuesten: Ein älterer Code gilt nicht mehr, sobald ein neuer gesendet wird.
challenge-error-answer = Diese Antwort hat bei { $provider } nicht funktioniert.
challenge-error-password = { $provider } hat dieses Passwort nicht angenommen.
challenge-error-password-next = Wählen Sie ein anderes, das den Regeln dort entspricht.
challenge-error-missing-code = Geben Sie den Code ein.
challenge-error-missing-answer = Geben Sie Ihre Antwort ein.
challenge-error-missing-password = Geben Sie ein neues Passwort ein.
challenge-error-missing-choice = Wählen Sie einen der Wege.

## Sites and types

sites-title = Auswählen, was geteilt wird
sites-heading = Wählen Sie, was Sie teilen
sites-lead = { $company } erhält Rechnungen und Verbrauchswerte für das, was angekreuzt ist, und sonst nichts.
sites-lead-general = { $company } erhält Daten für das, was angekreuzt ist, und sonst nichts.
sites-only-types-lead = { $company } erhält diese Arten von Rechnungen aus Ihrem Konto und sonst nichts.
sites-only-types-lead-general = { $company } erhält diese Daten aus Ihrem Konto und sonst nichts.
sites-legend = Standorte
sites-all = Alle Standorte
sites-fixed = { $company } hat diese Standorte festgelegt.
sites-search = Standort suchen
sites-no-match = Kein Standort passt.
sites-types-legend = Arten von Rechnungen
sites-types-legend-general = Arten von Daten
sites-types-fixed = { $company } hat diese Arten festgelegt.
sites-button = Verbinden
sites-button-next = Weiter
sites-button-count = { $count ->
    [0] Verbinden
    [one] Einen Standort verbinden
   *[other] { $count } Standorte verbinden
}
sites-busy = Wird verbunden …
sites-error-site = Kreuzen Sie mindestens einen Standort an.
sites-error-type = Kreuzen Sie mindestens eine Art von Rechnungen an.
sites-error-type-general = Kreuzen Sie mindestens eine Art von Daten an.
sites-error-changed = Die Liste der Standorte hat sich geändert. Prüfen Sie, was angekreuzt ist, und senden Sie es noch einmal.

type-electricity = Strom
type-gas = Gas
type-water = Wasser
type-waste = Abfall
type-fuel = Brennstoff
type-solar = Solar
type-sewer = Abwasser
type-steam = Dampf
type-chilled-water = Kaltwasser (Kühlung)
type-hot-water = Warmwasser

## Mapping fields

mapping-title = Felder zuordnen
mapping-heading = Felder zuordnen
mapping-lead = Sagen Sie, welche Felder von { $provider } enthalten, was { $company } braucht. Bitte prüfen Sie auch die bereits zugeordneten.
mapping-target = { $company } braucht
mapping-source = Von { $provider }
mapping-required = Erforderlich
mapping-choose = Feld wählen
mapping-nothing = Nicht füllen
mapping-no-match = Kein Feld passt.
mapping-button = Verbinden
mapping-back = Zurück zu den Standorten
mapping-error-missing = Wählen Sie ein Feld für „{ $label }“.
mapping-error-changed = Die Feldlisten haben sich geändert. Prüfen Sie die Zuordnung und senden Sie sie noch einmal.

## Weitergeleitete Codes

forwarding-title = Codes weiterleiten
forwarding-heading = Codes von { $provider } weiterleiten
forwarding-lead = { $provider } schickt bei jeder Anmeldung einen Code per E-Mail. Wenn Sie diese Mails weiterleiten, kann { $company } die Verbindung aufrechterhalten, ohne Sie jedes Mal zu fragen.
forwarding-step-address = Kopieren Sie diese Adresse. Sie gilt nur für diese Verbindung.
forwarding-copy-address = die Adresse
forwarding-step-rule = Legen Sie in den Einstellungen des Postfachs, in dem die Codes ankommen, eine Regel an: Was von diesem Absender kommt, wird an die Adresse oben weitergeleitet.
forwarding-copy-sender = den Absender
forwarding-confirm = Manche Mailanbieter schicken zuerst einen Code an diese Adresse, um sie zu bestätigen. Ihn bekommt { $company }: Fragen Sie dort danach.
forwarding-copied = Kopiert
forwarding-step-test = Schicken Sie eine Probe: Lassen Sie sich von { $provider } einen Code schicken, oder leiten Sie selbst eine Mail von dort an die Adresse weiter.
forwarding-waiting = Warten auf die Probenachricht …
forwarding-arrived = Die Probenachricht ist angekommen. Die Weiterleitung funktioniert.
forwarding-check = Erneut prüfen
forwarding-button = Weiter
forwarding-off = Stattdessen abschalten
forwarding-off-how = Sie können die Codes auch abschalten: Melden Sie sich bei { $provider } an und suchen Sie in den Sicherheitseinstellungen nach Anmeldecodes oder der Bestätigung in zwei Schritten. Sagen Sie es dann hier.
forwarding-off-done = Ich habe die Codes abgeschaltet
forwarding-later = Später erledigen
forwarding-later-note = Sie können auch ohne weitermachen. { $company } fragt Sie wieder, wenn ein Code nötig ist.
forwarding-error-off = Setzen Sie das Häkchen, sobald die Codes abgeschaltet sind.
forwarding-error-nothing = Es ist noch keine Nachricht angekommen.
forwarding-error-nothing-next = Prüfen Sie die Regel und die Adresse und schicken Sie die Probe noch einmal.

## Done

done-title = Verbunden
done-heading = Danke, dass Sie Ihr Konto beim Versorger verbunden haben!
done-heading-general = Danke, dass Sie Ihr Konto verbunden haben!
done-heading-several = Danke, dass Sie Ihre Konten verbunden haben!
done-lead = { $company } erhält nun Ihre Rechnungen und Verbrauchswerte von { $provider }, in der Regel innerhalb eines Tages. Sie müssen nichts weiter tun.
done-lead-general = { $company } erhält nun die Daten Ihres Kontos bei { $provider }. Sie müssen nichts weiter tun.
done-lead-several = { $company } erhält nun die Daten dieser Konten. Sie müssen nichts weiter tun.
done-lead-reconnect = { $company } erhält wieder Ihre Rechnungen und Verbrauchswerte von { $provider }, in der Regel innerhalb eines Tages. Sie müssen nichts weiter tun.
done-receipt = Beleg
done-receipt-number = Beleg { $number }
done-provider = Anbieter
done-provider-general = Konto
done-sites = Standorte
done-types = Rechnungen
done-types-general = Daten
done-date = Verbunden am
done-reference = Kennung
done-another = Weiteres Konto verbinden
done-return = Zurück zu { $company }
done-close = Sie können diese Seite schließen.
exit = Schließen

copy = Kopieren
copy-done = Kopiert
copy-what = die Kennung

## Dead ends

dead-reference = Kennung
dead-ask = Bitten Sie { $company } um einen neuen Link.
dead-ask-reference = Bitten Sie { $company } um einen neuen Link und nennen Sie diese Kennung.
dead-help-reference = Wenn es wieder geschieht, informieren Sie { $company } und nennen Sie diese Kennung.
dead-ask-button = { $company } um einen neuen Link bitten
dead-again = Noch einmal versuchen
dead-start-again = Neu beginnen
dead-continue = Dort weitermachen, wo Sie waren
dead-finish = Abschließen
dead-see-receipt = Sehen, was Sie verbunden haben
dead-open-tab = In einem neuen Tab öffnen

dead-expired-title = Dieser Link ist abgelaufen
dead-expired-heading = Dieser Link ist abgelaufen
dead-expired-body = Links gelten zu Ihrer Sicherheit nur eine Zeit lang.
dead-expired-body-on = Er galt bis zum { $date }. Links gelten zu Ihrer Sicherheit nur eine Zeit lang.

dead-revoked-title = Dieser Link ist geschlossen
dead-revoked-heading = { $company } hat diesen Link geschlossen
dead-revoked-body = Er kann nicht mehr verwendet werden. Wenn Sie gebeten wurden, ein Konto zu verbinden, finden Sie vielleicht einen neueren Link in Ihren Nachrichten.

dead-used-title = Dieser Link wurde bereits verwendet
dead-used-heading = Dieser Link wurde bereits verwendet
dead-used-body = Wenn Sie das waren, ist Ihr Konto verbunden, und es ist nichts weiter zu tun.
dead-used-body-on = Er wurde zuletzt am { $date } verwendet. Wenn Sie das waren, ist Ihr Konto verbunden, und es ist nichts weiter zu tun.
dead-used-next = Sie möchten etwas berichtigen? Bitten Sie { $company } um einen neuen Link.
dead-used-ask = Sie möchten etwas berichtigen? Informieren Sie { $company }.
dead-used-next-reference = Sie möchten etwas berichtigen? Bitten Sie { $company } um einen neuen Link und nennen Sie diese Kennung.

dead-unknown-title = Dieser Link funktioniert nicht
dead-unknown-heading = Dieser Link funktioniert nicht
dead-unknown-body = Vielleicht fehlt ein Teil davon. Kopieren Sie den ganzen Link aus der Nachricht und fügen Sie ihn in die Adresszeile ein.

dead-timed-out-title = Ihre Zeit ist abgelaufen
dead-timed-out-heading = Beginnen wir neu
dead-timed-out-body = Sie waren eine Weile fort, deshalb haben wir zu Ihrer Sicherheit vergessen, was Sie eingegeben hatten. Nichts wurde geteilt.

dead-session-title = Diese Seite ist geschlossen
dead-session-heading = Diese Seite ist geschlossen
dead-session-body = Zu Ihrer Sicherheit bleibt sie eine Stunde lang offen, und nur in dem Browser, in dem sie begonnen wurde.
dead-session-next = Öffnen Sie den Link aus Ihrer Nachricht noch einmal: Er zeigt, wie der Stand ist. Wenn Sie gleich wieder hier landen, erlauben Sie Cookies für diese Website.

dead-unfinished-title = Noch ein Klick
dead-unfinished-heading = Sie sind angemeldet
dead-unfinished-body = Beim ersten Versuch konnten wir nicht abschließen. Drücken Sie die Schaltfläche, und es ist erledigt.

dead-provider-down-title = Ihr Anbieter antwortet nicht
dead-provider-down-heading = { $provider } antwortet nicht
dead-provider-down-body = Das liegt nicht an Ihrem Passwort, und wir haben nichts gespeichert. Meist ist es innerhalb einer Stunde vorbei.
dead-provider-down-next = Der Link aus Ihrer Nachricht bleibt gültig. Sie können damit auch später wiederkommen.

dead-nothing-title = Nichts zu verbinden
dead-nothing-heading = Es gibt nichts mehr zu verbinden
dead-nothing-body = Wofür dieser Link gedacht war, das wurde seither zurückgezogen.
dead-nothing-body-connected = Das Übrige, wofür dieser Link gedacht war, wurde zurückgezogen. Was Sie verbunden haben, bleibt verbunden.

dead-too-many-title = Machen wir eine Pause
dead-too-many-heading = Zu viele Versuche für den Moment
dead-too-many-body = Wir haben angehalten, damit Ihr Konto nicht gesperrt wird. Nichts wurde gespeichert.
dead-too-many-body-connected = Wir haben angehalten, damit Ihr Konto nicht gesperrt wird. Was Sie zuvor verbunden haben, bleibt verbunden.
dead-too-many-when = { $minutes ->
    [one] Kommen Sie in einer Minute mit demselben Link wieder.
   *[other] Kommen Sie in { $minutes } Minuten mit demselben Link wieder.
}
dead-too-many-later = Kommen Sie später mit demselben Link wieder.

dead-codes-title = Machen wir eine Pause
dead-codes-heading = Zu viele Codes für den Moment
dead-codes-body = Damit niemand einen Code erraten kann, lassen sich nur so viele senden und versuchen. Nichts wurde geteilt.

dead-asked-title = Wir haben Bescheid gegeben
dead-asked-heading = { $company } weiß, dass Sie einen neuen Link möchten
dead-asked-body = Wenn es einen gibt, kommt er von dort, so wie dieser. Sie können diese Seite schließen.

dead-form-title = Bitte senden Sie das noch einmal
dead-form-heading = Bitte senden Sie das noch einmal
dead-form-body = Die Seite war zu lange offen, oder in zwei Tabs, daher konnten wir nicht sicher sein, dass es von Ihnen kam. Nichts wurde gesendet.
dead-form-next = Öffnen Sie den Link aus Ihrer Nachricht noch einmal.

dead-request-title = Das konnten wir nicht lesen
dead-request-heading = Wir konnten nicht lesen, was Ihr Browser gesendet hat
dead-request-body = Es war unvollständig, zu groß oder von anderer Art als erwartet. Nichts wurde gespeichert.
dead-request-next = Gehen Sie zurück und versuchen Sie es noch einmal, oder öffnen Sie den Link aus Ihrer Nachricht erneut.

dead-server-title = Etwas ist schiefgegangen
dead-server-heading = Bei uns ist etwas schiefgegangen
dead-server-body = Es liegt nicht an Ihnen oder Ihrem Konto, und nichts wurde geteilt. Bitte versuchen Sie es in ein paar Minuten noch einmal.

dead-not-found-title = Hier gibt es keine Seite
dead-not-found-heading = Hier gibt es keine Seite
dead-not-found-body = Prüfen Sie die Adresse oder öffnen Sie den Link aus Ihrer Nachricht noch einmal.

dead-cookies-title = Ihr Browser hindert diese Seite daran zu funktionieren
dead-cookies-heading = Öffnen wir das in einem eigenen Tab
dead-cookies-body = Ihr Browser lässt nicht zu, dass sich diese Seite merkt, bei welchem Schritt Sie sind. Das ist üblich, wenn sie innerhalb einer anderen Website gezeigt wird.
dead-cookies-next = Wenn es auch dort geschieht, erlauben Sie Cookies für diese Website und öffnen Sie dann den Link aus Ihrer Nachricht noch einmal.

unsubscribe-title = Keine E-Mails mehr
unsubscribe-heading = Keine E-Mails mehr an { $address }?
unsubscribe-lead = { $company } schreibt dann nicht mehr an diese Adresse, weder Erinnerungen noch neue Links. Ein Code, den Sie auf einer Seite anfordern, kommt weiterhin.
unsubscribe-button = E-Mails abbestellen
unsubscribe-done-heading = Erledigt: keine E-Mails mehr an { $address }
unsubscribe-done-lead = War das ein Versehen? Sagen Sie es { $company }, dort kann es rückgängig gemacht werden.

# The mails of a server that somebody tries out, which are shown and not sent.
mails-heading = E-Mails
mails-lead = Ein Quickstart verschickt keine E-Mails. Was er verschickt hätte, steht hier.
mails-none = Noch keine E-Mail. Legen Sie eine Einladung mit „sendEmail“ an oder fordern Sie einen Code an.
mails-from = Von
mails-to = An
mails-at = Geschrieben
mails-shown = Die E-Mail, wie sie gelesen wird
mails-text = Als reiner Text
mails-raw = Herunterladen
mails-back = Alle E-Mails
