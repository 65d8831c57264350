# 測定値の系列 (sysstat の sar、vmstat、Prometheus) から分かる、強制終了の前の状況

## 測定の対象。文の先頭に置く

history-node = ノードのメモリ使用量
history-node-and-swap = ノードのメモリとスワップの使用量
history-container = コンテナーのワーキングセット
history-pod = Pod のワーキングセット

## 推移

# $share: 全体の 30 %、$rise: その時点の残り
history-spike = { $what }は、強制終了のわずか { $span }前には { $total } の { $share } でした。その間に { $rise } 増えた急増 (スパイク) です
# $rate: 41 MiB、$fit: 0.98
history-leak = { $what }は、{ $span }にわたり 1 時間あたり { $rate } ずつ増え (R² { $fit })、{ $first } から { $total } のうちの { $last } に達しました。この大きさのメモリリークです
history-shorter-than-a-day = 系列の期間が 1 日に満たないため、毎日起きる増加であっても同じように見えます
# 93 % から 96 % まで
history-level = { $least } から { $most }
history-tight = { $what }は、強制終了の { $span }前からの { $samples } 個の測定値すべてで { $total } の { $level } でした。最初からメモリが足りず、メモリリークでも急増でもありません
history-step = { $what }は、強制終了の { $ago }前に { $span }以内で { $rise } 増え、そのまま下がりませんでした。段階的な増加であり、メモリリークではありません
history-swings = { $what }は、強制終了の前の { $span }、{ $total } の { $least } から { $most } の間で増減しました。一定の増加はなく、メモリリークを示すものはありません
history-unclear = { $what }は、強制終了の前の { $span }、{ $total } の { $least } から { $most } の間でした。一定の増加でも 1 回の急増でもありません
history-last-sample = 強制終了の { $ago }前の最後の測定値では、使用量は { $share } です
history-too-few = この強制終了とその前の途切れとの間にある測定値は { $samples } 個だけで、メモリリークと急増を区別できません
history-not-covered = この強制終了の前の時間を含む系列はありません
history-no-zone = 系列の時刻は UTC ですが、ログの時刻にはタイムゾーンがありません。--log-zone で指定すると比較できます
history-no-total = この強制終了の前の時間を含む系列はありますが、系列にもレポートにもメモリ全体の大きさがありません

## 計算の方法

# $columns: kbavail
history-of-what-is-left = 使用量は { $total } から { $columns } を引いた値です
history-of-what-is-used = 使用量は { $columns }、上限は { $total } です
# $source: sar30、$first と $last: 大きさ、$from と $to: 系列の時計による時刻、$ago: 強制終了まで
history-figures = { $source }: 測定値 { $samples } 個、間隔は通常 { $interval }、{ $from } に { $first }、{ $to } (強制終了の { $ago }前) に { $last }
history-line = 増加は、{ $from } 以降の測定値 { $samples } 個に最小二乗法で当てはめた直線です
history-zone-assumed = 系列にはタイムゾーンがないため、その時刻はログのタイムゾーンのものとみなしました
history-node-assumed = ログにはノードの名前がないため、系列のノードのものとみなしました
history-more-sources = { $names }、ほか { $more } 個
