# OOM キルのカードとその画像

## 判定

card-verdict-none = 判定できませんでした
card-slide-headline = { $holder }。{ $headline }
card-verdict-why = 理由
card-verdict-next = 対処
card-verdict-why-more = その他の理由
card-verdict-evidence = 根拠
card-copy-picture = 画像をコピー
card-copy-picture-hint = このカードを画像としてコピーします
card-copy-text = テキストをコピー
card-copy-text-hint = 判定と根拠をテキストとしてコピーします
card-picture = 画像…
card-picture-hint = この OOM キル、タイムライン、または全体の画像を作ります
card-copied-text = 判定
card-year-assumed = { $when } (年は推定)
card-zone-assumed = { $when } (タイムゾーンは推定)
card-year-and-zone-assumed = { $when } (年とタイムゾーンは推定)
card-time-not-in-log = 時刻はログになし
card-processes-killed = 強制終了されたプロセス { $count } 個
card-kernel-release = カーネル { $release }
card-badge-container = コンテナー・Pod レベル
card-badge-node = ノードレベル
card-badge-outside-kubernetes = Kubernetes 外
card-badge-manual = 手動の要求
card-badge-unknown = 不明
card-level-container = コンテナーの上限
card-level-pod = Pod の上限
card-level-qos = QoS クラスの上限
card-level-node-allocatable = 全 Pod の合計の上限
card-level-whole-node = ノード全体
card-level-cpuset = cpuset
card-level-mempolicy = メモリポリシー
card-level-manual = 手動
card-level-system-service = システムサービスの上限
card-level-user-session = ユーザーセッションの上限
card-level-other-cgroup = その他の cgroup の上限
card-level-unknown = 不明

## メモリ

card-memory = メモリ
card-memory-of-cgroup = 上限に達した cgroup のメモリ
card-memory-of-node = ノードの RAM
card-memory-not-in-log = メモリの使用量も内訳も、ログにありません
card-memory-parts-not-in-log = メモリの内訳はログにありません
card-counter-swap = スワップ
card-counter-memory-and-swap = メモリとスワップ
card-counter-kernel-memory = カーネルメモリ
card-failed-charges = 割り当ての失敗 { $count } 回
card-of-limit = / 上限 { $limit }
card-used-without-limit = 使用 (上限なし)
card-counter-in-words = { $name }: 上限 { $limit } のうち { $usage }
card-pie-in-all = 合計
card-pie-total = 合計
card-pie-rest = その他 (それぞれ 1% 未満)
card-not-in-log = ログになし
card-part-exact = { $part } ({ $bytes } バイト)
card-part-in-words = { $part } { $share }
card-part-not-in-log = { $part } はログになし
card-pie-in-words = 合計 { $total } の円グラフ: { $parts }

## 強制終了されたプロセス

card-killed-process = 強制終了されたプロセス
card-killed-processes = 強制終了されたプロセス ({ $count } 個)
card-nobody-not-in-log = どのプロセスが強制終了されたかは、ログにありません
card-nobody-killable = 強制終了できるプロセスは見つかりませんでした
card-nobody-panicked = カーネルパニックが発生しました: { $words }
card-nobody-ignored = 強制終了できるプロセスがなく、カーネルは要求を無視しました
card-no-name = (名前なし)
card-victim-pid = PID { $pid }
card-victim-pid-user = PID { $pid }、ユーザー { $uid }
card-group-member = グループの一員
card-group-member-hint = このプロセス自体が選ばれたのではなく、cgroup に memory.oom.group が設定されているため強制終了されました
card-group-member-word = グループの一員
card-victim-memory-not-in-log = このプロセスのメモリ量はログにありません
card-resident = 常駐
card-share-of-usage = 使用量の { $share }
card-share-of-ram = ノードの RAM の { $share }
card-resident-in-words = { $name } の常駐メモリ: { $size }
card-heading-process = プロセス
card-heading-pid = PID
card-heading-anonymous = 匿名
card-heading-file = ファイル
card-heading-adjustment = adj
card-heading-resident = 常駐
card-heading-swapped = スワップ
card-and-more = ほか { $count } 件
card-show-first = 最初の { $count } 件を表示
card-show-all = { $count } 件すべてを表示
card-victim-anonymous = 匿名
card-victim-file = ファイル
card-victim-shared = 共有
card-victim-page-tables = ページテーブル
card-victim-address-space = アドレス空間
card-victim-score = スコア
card-victim-reaped = 回収後
card-left-after-reaping = 残り { $size }
card-largest-processes = メモリ使用量の多いプロセス
card-largest-holders = メモリの使用元
card-task-killed = 強制終了
card-task-asked = OOM の発生元

## 根拠となるもの

card-insights = 分析結果
card-inferred = 推定
card-inferred-hint = ログに書かれている内容ではなく、ログから推定した内容です
card-computed = 計算
card-computed-hint = ログの値から計算した内容です
card-how-computed = 計算方法
card-notes = ログの不足

## 詳細

card-facts = 詳細
card-fact-when = 日時
card-fact-printed-as = { $when } (ログの表記: { $printed })
card-fact-node = ノード
card-fact-pod = Pod
card-fact-workload = ワークロード
card-fact-pod-uid = Pod UID
card-fact-qos = QoS クラス
card-fact-container = コンテナー
card-fact-container-id = コンテナー ID
card-fact-runtime = ランタイム
card-fact-limit-hit-in = 上限に達した cgroup
card-fact-victim-lived-in = 強制終了されたプロセスの cgroup
card-fact-killed-as-group = 一括終了の単位
card-fact-asked-for-memory = OOM の発生元
card-fact-how = 割り当てフラグ
card-fact-order = order
card-fact-constraint = 制約
card-fact-cpuset = cpuset
card-fact-memory-nodes = メモリノード
card-fact-page-size = ページサイズ
card-fact-kernel = カーネル
card-fact-hardware = ハードウェア
card-fact-protection = 保護
card-fact-in-the-log = ログの位置
card-page-size-kill-line = { $kib } KiB (強制終了の行による)
card-page-size-limit = { $kib } KiB (無制限を表す上限の値による)
card-page-size-free-list = { $kib } KiB (空きリストによる)
card-page-size-assumed = { $kib } KiB (仮定)

## 画像

card-picture-title = 画像
card-picture-drawing = 描画中…
card-picture-not-drawn = プレビューなし
card-picture-pixels = { $width } × { $height } ピクセル
card-picture-save = 画像を保存…
card-picture-copy = 画像をコピー
card-picture-copy-words = 文章をコピー
card-picture-copy-words-hint = 画像の内容を文章にしたものです。本文への添付や、画像を見られない人のために使用できます。保存した画像にも含まれます
card-picture-shows = 対象
card-picture-layout = レイアウト
card-picture-colours = 配色
card-picture-light = ライト
card-picture-dark = ダーク
card-picture-sharpness = 解像度
card-picture-form = ファイル
card-picture-any-size = どの大きさでも鮮明。文字は検索できます
card-picture-choice = { $name }: { $choice }
card-picture-in-small = 画像のプレビュー
card-subject-card = この OOM キル
card-subject-timeline = タイムライン
card-subject-overview = 全体
card-shape-wide = ページ
card-shape-document = 文書
card-shape-slide = スライド 16:9
card-shape-brief = 要点スライド
card-shape-a4 = A4 用紙
card-shape-letter = レター用紙
card-picture-not-made = 画像を作成できませんでした: { $why }
card-picture-needs-kill = 先に OOM キルを選択してください。画像には 1 件を表示します

## 全体

card-reasons = 理由と次の手順
card-reason-first = { $kills } 件の OOM キルのうち最初のもの
card-reason-step = 次の手順: { $step }
card-overview-where = 発生箇所
card-overview-other-programs = ほかのプログラム
card-lanes-not-drawn = ほか { $lanes } 本のレーン (OOM キル { $kills } 件) は描かれていません
card-kills-not-drawn = OOM キル { $count } 件は時刻がないため描かれていません
card-overview-places = コンテナー、Pod、サービス、プロセス
card-more-places = ほか { $places } か所 (OOM キル { $kills } 件)
card-overview-kills = OOM キル
card-overview-first = 最初
card-overview-last = 最後
card-overview-largest = 最大の使用量
card-place-without-kill = { $name }: { $scope }
card-place-in-words = { $name }: OOM キル { $kills } 件、{ $scope }
card-largest-victim = 最大のプロセス { $size }
card-sources = ソース { $count } 個
card-lines = { $count } 行

card-show-line = この行をログに表示します
# 非常に長い値または行。
card-text-cut = { $text }… (ここまで表示しています。全体はログにあります)
card-letters-unseen = このコンピューターのフォントには { $letter } などの文字がありません。四角で表示されている部分は文字です。日本語、中国語、韓国語を表示するには fonts-noto-cjk をインストールしてください

## 画像の出典

card-origin-kill = OOM キル { $number }、判定 { $level }
card-origin-of-pair = OOM キル { $number }、判定 { $level }、行 { $lines }
card-origin-lines = 行 { $lines }
card-origin-unknown = 出典不明
card-origin-masked = { $origin }  ·  名前は仮のもの。UID、PID、時刻、サイズはログのまま
card-origin-incidents = インシデント { $count } 件
card-origin-more-files = ほか { $count } ファイル
card-times-in = 時刻は { $zone }
card-times-in-assumed = { $times } (ログ自体のタイムゾーンは推定)
card-times-as-printed = 時刻はログの表記のまま (タイムゾーンの記録なし)
card-times-since-boot = 時刻は起動からの秒数 (日時の記録なし)
card-no-times = ログに時刻はありません
card-more-places-of-kill = ほか { $count } か所
card-parts-not-in-log = ログになし: { $parts }
card-fact-repeats = 繰り返し
card-subject-comparison = この 2 件の比較
card-subject-series = この一連の OOM キル
card-origin-series = 一連の OOM キル { $count } 件: { $numbers }

## コピーできるコマンド

card-commands = コマンド
card-commands-hint = 次に実行するコマンドです。名前・時刻・試す上限値は入力済みで、クリックするとコピーします
card-commands-copy = コマンドをコピー…
card-commands-copied = コマンド
command-describe-pod = Pod の上限、再起動、イベント
command-describe-node = ノードの割り当て可能メモリ、状態、イベント
command-set-limit = 試す上限値 (これまでの上限より 25% 以上大きい値)
command-set-limit-inferred = 試す上限値 (これまでの上限より 25% 以上大きい値)。Deployment の Pod であることは名前からの推定です
command-inspect = ノード上で (コンテナーが残っている間)
command-journal = ノード上で: 強制終了前後のジャーナル
