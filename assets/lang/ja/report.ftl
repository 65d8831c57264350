# レポートの見出しと文

not-in-the-log = ログになし

## 見出し

headline-none = OOM キルは見つかりませんでした
headline-on-host = { $host } で { $kills }が発生しました
headline-on-nodes = { $nodes } 台のノードで { $kills }が発生しました
headline-none-but-signs = カーネルの OOM キルのレポートはありません (ほかの記録に強制終了の手掛かりが { $signs } 件あります)
headline-of-report = { $whereabouts }: { $headline }
headline-when = { $what } ({ $span })
headline-levels = { $what }。{ $levels }
headline-only-without-kill = 強制終了されたプロセスが不明な OOM killer の起動 { $reports } 件
headline-without-kill = { $what }。ほかに、強制終了の記録がない OOM killer のレポートが { $reports } 件あります
at-container = コンテナーまたは Pod の上限に達したことによるものです
at-container-counted = コンテナーまたは Pod の上限によるもの { $count } 件
at-node = ノードレベルのものです
at-node-counted = ノードレベルのもの { $count } 件
at-outside = Kubernetes 外の上限に達したことによるものです
at-outside-counted = Kubernetes 外の上限によるもの { $count } 件
at-manual = 手動で要求されたものです
at-manual-counted = 手動で要求されたもの { $count } 件
at-unknown = レベルはログから分かりません
at-unknown-counted = レベルがログから分からないもの { $count } 件
span-year-assumed = { $span }、年は推定
span-zone-assumed = { $span }、タイムゾーンは推定
span-year-and-zone-assumed = { $span }、年とタイムゾーンは推定

## OOM キルが見つからない場合

read-nothing = 何も読み込まれませんでした
read-lines = { $lines } 行
read-one = { $name } を読み込みましたが ({ $lines }、{ $size })、OOM キルは見つかりませんでした
read-one-as = { $name } を { $dialects } として読み込みましたが ({ $lines }、{ $size })、OOM キルは見つかりませんでした
read-many = { $files } 個のファイルを読み込みましたが ({ $lines }、{ $size })、OOM キルは見つかりませんでした
read-not-understood = { $names } には、OOM キルの付近のログとして解釈できる行がありませんでした。別の種類のファイルの可能性があります
survey-empty = { $name } は空です
# The facts that follow are joined with the separator.
survey-whole = { $name } の内容: { $facts }
survey-beginning = { $name } の先頭部分の内容: { $facts }
survey-nodes = ノード: { $nodes }
survey-kernel = カーネルの行あり
survey-no-kernel = カーネルの行なし
survey-separator = {"、"}
names-and-more = { $names } ほか { $more } 個
left-out = 読み込まれなかったもの: { $inputs }
left-out-and-more = 読み込まれなかったもの: { $inputs }、ほか { $more } 個
look-in-other-files = カーネルの行は別のファイルにある可能性があります。Debian と Ubuntu では /var/log/kern.log や /var/log/syslog、Red Hat、Amazon Linux、Azure Linux では /var/log/messages、新しいシステムの多くではジャーナルだけにあります
look-in-older-logs = OOM キルはこのログより前に発生した可能性があります。ローテーションされたファイル (kern.log.1、kern.log.2.gz) や以前の起動のログ (journalctl -k -b -1) も確認してください
look-for-filters = ログにカーネルの行がまったくない場合は、フィルターされている可能性があります。rsyslog が kern.* を別の場所に送っているか、ログサービスがプログラムのログだけを収集していることがあります
look-on-node = ノード上で journalctl _TRANSPORT=kernel --since "2 days ago" を実行すると、すべての起動のカーネルの行を確認できます (journalctl -k では 1 回の起動の行だけです)。dmesg -T では、カーネルのバッファーに残っている情報を確認できます

## OOM キルごとの章

kill-chapter = OOM キル { $number }: { $headline }
died-nobody = なし
died-with-others = { $victim } ほか { $others } 個
when-year-assumed = { $when }、年は推定
when-zone-assumed = { $when }、タイムゾーンは推定
when-year-and-zone-assumed = { $when }、年とタイムゾーンは推定
when-printed = { $when } (ログでは { $printed })
fact-when = 日時
fact-node = ノード
fact-killed = 強制終了されたプロセス
fact-holder = 最大の使用元
fact-trigger = OOM の発生元
fact-request = 要求
request-printed = gfp_mask={ $mask }、order={ $order } ({ $size })
request-named = gfp_mask={ $mask } (カーネル { $kernel } では { $names })、order={ $order } ({ $size })
request-without-size = gfp_mask={ $mask }、order={ $order }
fact-pod = Pod
fact-workload = ワークロード
fact-qos = QoS クラス
fact-container = コンテナー
fact-container-id = コンテナー ID
fact-limit-cgroup = 上限に達した cgroup
fact-figures-of = 値が示す cgroup
fact-victim-cgroup = 強制終了されたプロセスの cgroup
fact-kernel = カーネル
fact-in-log = ログの位置
heading-why = 理由
heading-next-steps = 対処
heading-evidence = 根拠となる行
counter-memory = メモリ
counter-swap = スワップ
counter-memory-and-swap = メモリとスワップ
counter-kernel = カーネルメモリ
heading-usage = 使用量と上限
heading-cgroup-memory = 上限に達した cgroup のメモリ
heading-node-memory = ノードのメモリ
heading-terms = 用語
heading-insights = 分析結果
inferred = { $text } (推定)
computed = { $text } (計算)
usage-unlimited = 使用量 { $usage }、上限なし、割り当ての失敗 { $failcnt } 回
usage-limited = 上限 { $limit } のうち { $usage } を使用 ({ $share })、割り当ての失敗 { $failcnt } 回
column-part = 内訳
column-size = サイズ
column-bytes = バイト数
column-share = 割合
row-all = 合計
column-pid = PID
column-process = プロセス
column-user = ユーザー
column-anonymous = 匿名
column-file = ファイル
column-shared = 共有
column-page-tables = ページテーブル
column-oom-score-adj = oom_score_adj
column-resident = 常駐
column-swapped-out = スワップアウト
column-fate = 結果
fate-killed = 強制終了
heading-victims = 強制終了されたプロセス
heading-tasks = メモリ使用量の多いプロセス
and-more = … ほか { $more } 件
page-size-assumed = ページサイズはログにありません。4 KiB と仮定しています
heading-companions = ほかのプログラムの行
heading-notes = 注記

## ページ全体

column-kill = 番号
heading-kills = すべての OOM キル
heading-affected = 影響範囲
column-owner = ワークロード、Pod または cgroup
column-kills = 件数
column-first = 最初
column-last = 最後
column-apart = 典型的な間隔
column-largest = 最大の強制終了プロセス
affected-victim = { $name } ({ $size })
affected-level = { $level } ({ $count } 件)
affected-changed = { $node } の最初の OOM キルから最後までの変化: { $changes }
affected-not-listed = ほか { $count } 行 (OOM キル { $kills } 件)
column-limit-of = 上限のレベル
column-pod-or-cgroup = Pod または cgroup
kills-without-chapter = ほかの OOM キル { $kills } 件には、章がありません。JSON のレポートにはすべて含まれています
paper-repeats = 同じ系列の以前の OOM キルを繰り返す OOM キル { $kills } 件は印刷されません。その章と、折りたたまれた部分は、画面上のこのページにあります
kills-left-out = これらのログのほかの OOM キル { $kills } 件は、指定により、このレポートに含めていません
ticket-unread = 読み取れなかった入力、または途中までの入力
ticket-signs = カーネルのレポートがない強制終了の手掛かりのうち { $count } 件は、この短い形式に収まりませんでした。すべては完全なレポートにあります
ticket-rest = この短い形式に収まらなかった OOM キルがほかに { $kills } 件あります。すべては完全なレポートにあります
kills-not-listed = ほかの OOM キル { $kills } 件は一覧にありません
heading-repeats = 繰り返し
series-line = { $title }: { $summary }
chapter-pressure = ノードのメモリ不足の兆候
lines-not-shown = ほか { $lines } 行は表示していません
chapter-sources = 読み込んだもの
column-source = 入力
column-lines = 行数
column-read-as = 形式
sources-not-listed = ほか { $sources } 個の入力は一覧にありません
heading-source-notes = 入力についての注記
not-read = 読み込まれなかったもの
not-to-its-end = { $dialects } (途中まで)
page-footer = { $generator } がログだけから作成しました。サイズは 2 進接頭辞で、1 MiB は 1,048,576 バイト、カーネルの kB は 1,024 バイトです。
page-footer-zone = { $footer } 時刻は{ $zone }です。
page-footer-masked = { $footer } { $stays }。
mask-stays = 名前は仮のものに置き換え、名前の可能性がある語は [masked] としています。UID、PID、時刻、サイズ、行番号、どのノードにもある名前はログのままです
kills-over-time = OOM キル { $count } 件の時系列
axis-seconds = { $seconds } 秒
